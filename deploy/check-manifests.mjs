// npm run manifests:check: the Kubernetes manifests fit the schemas of the Kubernetes API and keep our rules for pods, the
// kustomization names every file, and every PromQL expression of rules and dashboards can be parsed.
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import * as models from 'kubernetes-models';
import { parse, parseAllDocuments } from 'yaml';

const BASE = join(import.meta.dirname, 'kubernetes/base');
const GRAFANA = new URL('grafana/', import.meta.url);
/** The deadline of a leaving process. */
const LEAVING_SECONDS = 14;
const faults = [];

// Every model, by apiVersion and kind.
const known = new Map();
for (const group of Object.values(models)) collect(group);
function collect(value) {
  if (typeof value === 'function' && typeof value.is === 'function') {
    const { apiVersion, kind } = new value();
    if (kind) known.set(`${apiVersion} ${kind}`, value);
  } else if (value && typeof value === 'object') Object.values(value).forEach(collect);
}

const files = readdirSync(BASE).filter((file) => file.endsWith('.yaml') && file !== 'kustomization.yaml');
const kustomization = parse(readFileSync(join(BASE, 'kustomization.yaml'), 'utf8'));
for (const file of files)
  if (!kustomization.resources.includes(file)) faults.push(`kustomization.yaml lacks ${file}`);
for (const file of kustomization.resources) if (!files.includes(file)) faults.push(`${file} is not there`);

const resources = files.flatMap((file) =>
  parseAllDocuments(readFileSync(join(BASE, file), 'utf8')).map((document) => ({
    file,
    resource: document.toJS(),
  })),
);
for (const { file, resource } of resources) {
  const where = `${file}: ${resource.kind} ${resource.metadata?.name}`;
  const Model = known.get(`${resource.apiVersion} ${resource.kind}`);
  if (!Model) {
    faults.push(`${where}: no such kind in ${resource.apiVersion}`);
    continue;
  }
  try {
    new Model(resource).validate();
  } catch (error) {
    faults.push(`${where}: ${error.message}`);
  }
  const pod = resource.spec?.template?.spec;
  if (pod) checkPod(where, pod, resource.kind === 'Deployment');
}

/** What every pod of ours has, beyond what the API demands. */
function checkPod(where, pod, serves) {
  const rule = (holds, what) => holds || faults.push(`${where}: ${what}`);
  rule(
    Number.isInteger(pod.securityContext?.runAsUser) && pod.securityContext.runAsNonRoot,
    'needs a numeric user that is not root',
  );
  rule(!serves || pod.terminationGracePeriodSeconds > LEAVING_SECONDS, 'needs time to leave');
  for (const container of pod.containers) {
    const { securityContext, resources: { limits, requests } = {} } = container;
    rule(securityContext?.readOnlyRootFilesystem, 'needs a read-only root');
    rule(securityContext?.allowPrivilegeEscalation === false, 'must not gain privileges');
    rule(securityContext?.capabilities?.drop?.includes('ALL'), 'must drop all capabilities');
    rule(limits?.memory && requests?.memory && requests.cpu, 'needs a memory limit and requests');
    if (serves)
      rule(
        container.readinessProbe && container.livenessProbe && container.startupProbe,
        'needs its three probes',
      );
  }
}

const named = new Map(
  resources.map(({ resource }) => [`${resource.kind} ${resource.metadata.name}`, resource]),
);
for (const { resource } of resources) {
  const target = resource.spec?.scaleTargetRef;
  if (target && !named.has(`${target.kind} ${target.name}`))
    faults.push(`${resource.metadata.name} scales ${target.name}`);
}

const rules = parse(readFileSync(new URL('prometheus/alerts.yaml', import.meta.url), 'utf8'));
const alerts = rules.groups.flatMap((group) => group.rules);
for (const { alert, expr } of alerts) checkExpression(`alert ${alert}`, expr);
for (const file of readdirSync(GRAFANA)) {
  const { panels } = JSON.parse(readFileSync(new URL(file, GRAFANA), 'utf8'));
  for (const { title, targets = [] } of panels) {
    for (const { expr } of targets)
      checkExpression(`${basename(file)}: ${title}`, expr.replaceAll('$__rate_interval', '5m'));
  }
}

function checkExpression(where, expression) {
  parser.parse(expression).iterate({
    enter: ({ type, from }) => {
      if (type.isError) faults.push(`${where}: cannot be parsed at ${expression.slice(from, from + 20)}`);
    },
  });
}

const anchors = [
  ...readFileSync(new URL('../docs/operations/runbook.md', import.meta.url), 'utf8').matchAll(/^## (.+)$/gm),
].map(([, title]) => title.toLowerCase().replace(/[^a-z]+/g, '-'));
for (const { alert, annotations } of alerts) {
  const anchor = annotations.runbook.split('#')[1];
  if (!anchors.includes(anchor)) faults.push(`alert ${alert}: the runbook has no part ${anchor}`);
}

for (const fault of faults) console.error(fault);
console.log(`${resources.length} resources, ${alerts.length} alerts, ${faults.length} faults`);
process.exit(faults.length === 0 ? 0 : 1);
