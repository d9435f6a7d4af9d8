import { dirname, join } from 'node:path';
import ts from 'typescript';

/** A route's handler: what it can throw by what it calls, and what its own `@ApiProblems` document. */
export interface RouteCodes {
  /** as in the document, such as `Alerts_create` */
  operationId: string;
  /** each code with the way from the handler to where it is made */
  thrown: Map<string, string[]>;
  documented: Set<string>;
}

/** Steps as `Class.method > Class.method`, with the reason. */
export type Cuts = ReadonlyMap<string, string>;

type Body = ts.Node;

/**
 * Finds, from the sources alone, which codes each route can throw: from a handler, its pipes and interceptors through
 * every function, method and table that is named on the way. What is named counts as called, so the answer is what can
 * come at most; calls over events, queues and listeners that were handed over before are not seen.
 */
export class ThrownCodes {
  private readonly checker: ts.TypeChecker;
  private readonly sources: Set<ts.SourceFile>;
  private readonly heirs = new Map<ts.Symbol, ts.ClassDeclaration[]>();
  private readonly named = new Map<Body, { codes: Set<string>; next: Set<Body> }>();

  /** the steps of `cuts` that some way would have taken */
  readonly taken = new Set<string>();

  /** @param cuts by code, the steps by which it cannot come, and why */
  constructor(
    root: string,
    private readonly cuts: ReadonlyMap<string, Cuts> = new Map(),
  ) {
    const path = join(root, 'tsconfig.json');
    const { options, fileNames } = ts.parseJsonConfigFileContent(
      ts.readConfigFile(path, (file) => ts.sys.readFile(file)).config,
      ts.sys,
      dirname(path),
    );
    const src = join(root, 'src/');
    const program = ts.createProgram(
      fileNames.filter((name) => name.startsWith(src) && !name.endsWith('.spec.ts')),
      { ...options, noEmit: true },
    );
    this.checker = program.getTypeChecker();
    this.sources = new Set(program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(src)));
    for (const one of this.classes()) this.noteHeir(one);
  }

  routes(): RouteCodes[] {
    return this.classes()
      .filter((one) => decorators(one).some(({ name }) => name === 'Controller'))
      .flatMap((controller) =>
        controller.members
          .filter(ts.isMethodDeclaration)
          .filter((method) => decorators(method).some(({ name }) => VERBS.has(name)))
          .map((method) => this.route(controller, method)),
      );
  }

  private route(controller: ts.ClassDeclaration, method: ts.MethodDeclaration): RouteCodes {
    const marks = [...decorators(controller), ...decorators(method)];
    const documented = marks
      .filter(({ name }) => /^Api(Problems|Ledger)$/.test(name))
      .flatMap(({ call }) => [...this.walk([call], new Map()).keys()]);
    const surroundings = marks.filter(({ name }) => !/^Api[A-Z]/.test(name)).map(({ call }) => call);
    const pipes = method.parameters.flatMap((parameter) => decorators(parameter).map(({ call }) => call));
    const name = (controller.name?.text ?? '').replace(/Controller$/, '');
    return {
      operationId: `${name}_${method.name.getText()}`,
      thrown: this.reached([method, ...surroundings, ...pipes]),
      documented: new Set(documented),
    };
  }

  /** Every code that is made on the ways from some places, each with the shortest way to it. */
  private reached(from: Body[]): Map<string, string[]> {
    const codes = this.walk(from, new Map());
    for (const [code, cut] of this.cuts) {
      if (!codes.delete(code)) continue;
      const way = this.walk(from, cut).get(code);
      if (way) codes.set(code, way);
    }
    return codes;
  }

  private walk(from: Body[], cut: Cuts): Map<string, string[]> {
    const codes = new Map<string, string[]>();
    const seen = new Map<Body, string[]>(from.map((body) => [body, [nameOf(body)]]));
    for (const [body, way] of seen) {
      const { codes: here, next } = this.namedIn(body);
      for (const code of here) if (!codes.has(code)) codes.set(code, way);
      for (const one of next) {
        const name = nameOf(one);
        const step = `${way.at(-1)} > ${name}`;
        if (cut.has(step)) this.taken.add(step);
        else if (!seen.has(one)) seen.set(one, [...way, name]);
      }
    }
    return codes;
  }

  private namedIn(body: Body): { codes: Set<string>; next: Set<Body> } {
    const known = this.named.get(body);
    if (known) return known;
    const found = { codes: new Set<string>(), next: new Set<Body>() };
    this.named.set(body, found);
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node) || (ts.isDecorator(node) && node.parent === body)) return;
      if (ts.isTryStatement(node) && node.catchClause && !rethrows(node.catchClause)) {
        visit(node.catchClause);
        if (node.finallyBlock) visit(node.finallyBlock);
        return;
      }
      if (isCaughtCall(node)) {
        node.arguments.forEach(visit);
        return;
      }
      if (ts.isNewExpression(node) && node.expression.getText() === 'DomainError') {
        const code = node.arguments?.[1];
        if (code && ts.isStringLiteral(code)) found.codes.add(code.text);
      }
      if (ts.isIdentifier(node)) for (const one of this.targets(node)) if (one !== body) found.next.add(one);
      ts.forEachChild(node, visit);
    };
    visit(body);
    return found;
  }

  /** What an identifier stands for and can run: a function, method or table, with what overrides it. */
  private targets(node: ts.Identifier): Body[] {
    let symbol = this.checker.getSymbolAtLocation(node);
    if (ts.isShorthandPropertyAssignment(node.parent)) {
      symbol = this.checker.getShorthandAssignmentValueSymbol(node.parent);
    }
    if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = this.checker.getAliasedSymbol(symbol);
    return (symbol?.declarations ?? []).flatMap((declaration) => this.bodiesOf(declaration, node));
  }

  private bodiesOf(declaration: ts.Declaration, node: ts.Identifier): Body[] {
    if (!this.isOurs(declaration) || ts.getNameOfDeclaration(declaration) === node) return [];
    if (ts.isFunctionDeclaration(declaration)) return [declaration];
    if (ts.isVariableDeclaration(declaration)) {
      const isTop = ts.isSourceFile(declaration.parent.parent.parent);
      return isTop && declaration.initializer ? [declaration] : [];
    }
    if (ts.isClassDeclaration(declaration)) return this.entriesOf(declaration, node);
    if (
      ts.isMethodDeclaration(declaration) ||
      ts.isGetAccessor(declaration) ||
      ts.isPropertyDeclaration(declaration)
    ) {
      return [declaration, ...this.overrides(declaration)];
    }
    if (ts.isMethodSignature(declaration) || ts.isPropertySignature(declaration))
      return this.overrides(declaration);
    return [];
  }

  /** What runs of a class that is named: its constructor, and what Nest calls of a pipe, guard or interceptor. */
  private entriesOf(declaration: ts.ClassDeclaration, node: ts.Identifier): Body[] {
    const isMade = ts.isNewExpression(node.parent) && node.parent.expression === node;
    return declaration.members.filter(
      (member) =>
        (ts.isConstructorDeclaration(member) && isMade) ||
        (ts.isMethodDeclaration(member) && !isMade && BY_NEST.has(member.name.getText())),
    );
  }

  private overrides(declaration: ts.Declaration): Body[] {
    const owner = declaration.parent;
    if (!ts.isClassDeclaration(owner) && !ts.isInterfaceDeclaration(owner)) return [];
    const symbol = owner.name && this.checker.getSymbolAtLocation(owner.name);
    const name = (declaration as ts.NamedDeclaration).name?.getText();
    return (symbol ? (this.heirs.get(symbol) ?? []) : []).flatMap((heir) =>
      heir.members.filter((member) => member.name?.getText() === name),
    );
  }

  private noteHeir(heir: ts.ClassDeclaration): void {
    const note = (type: ts.Type): void => {
      const { symbol } = type;
      const declaration = symbol?.declarations?.[0];
      if (!declaration || !this.isOurs(declaration)) return;
      this.heirs.set(symbol, [...(this.heirs.get(symbol) ?? []), heir]);
      if (type.isClassOrInterface()) this.checker.getBaseTypes(type).forEach(note);
    };
    for (const clause of heir.heritageClauses ?? []) {
      for (const one of clause.types) note(this.checker.getTypeAtLocation(one));
    }
  }

  private classes(): ts.ClassDeclaration[] {
    const found: ts.ClassDeclaration[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isClassDeclaration(node)) found.push(node);
      ts.forEachChild(node, visit);
    };
    this.sources.forEach(visit);
    return found;
  }

  private isOurs(declaration: ts.Declaration): boolean {
    return this.sources.has(declaration.getSourceFile());
  }
}

const VERBS = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'Sse']);
const BY_NEST = new Set(['transform', 'canActivate', 'intercept']);

function decorators(node: ts.Node): { name: string; call: ts.Node }[] {
  const all = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return all.map(({ expression }) => ({
    name: (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
    call: expression,
  }));
}

/** Whether what comes to a `catch` may leave it again. */
function rethrows(node: ts.Node): boolean {
  return (
    ts.isThrowStatement(node) || (ts.forEachChild(node, (child) => rethrows(child) || undefined) ?? false)
  );
}

/** `promise.catch(handler)` with a handler that is written there and throws nothing. */
function isCaughtCall(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const [handler] = node.arguments;
  const isInline = handler && (ts.isArrowFunction(handler) || ts.isFunctionExpression(handler));
  return node.expression.name.text === 'catch' && Boolean(isInline) && !rethrows(handler!);
}

function nameOf(body: Body): string {
  const own = (body as ts.NamedDeclaration).name?.getText() ?? body.getText().slice(0, 30);
  const owner = body.parent && ts.isClassDeclaration(body.parent) ? `${body.parent.name?.text ?? ''}.` : '';
  return owner + own;
}
