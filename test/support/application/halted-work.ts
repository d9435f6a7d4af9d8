import { Computations } from '../../../src/portfolio/threads/computations';
import { ReportFiles } from '../../../src/reports/files/report-files';
import { Renderings } from '../../../src/reports/rendering/renderings';
import { TestApp } from './app';

const releases: (() => void)[] = [];

/** Lets everything go on that still waits: what a failed test left halted would keep its application from ending. */
export function releaseHalted(): void {
  for (const release of releases.splice(0)) release();
}

/** A point of the work where it waits until it is let go. */
function halt() {
  let arrive = () => {};
  let release = () => {};
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const released = new Promise<void>((resolve) => (release = resolve));
  releases.push(release);
  const wait = () => {
    arrive();
    return released;
  };
  return { reached, release, wait };
}

/** Stops the next rendering before it begins. */
export function haltRendering({ app }: TestApp) {
  const point = halt();
  const renderings = app.get(Renderings);
  const render = renderings.render.bind(renderings);
  jest.spyOn(renderings, 'render').mockImplementationOnce(async (content) => {
    await point.wait();
    return render(content);
  });
  return point;
}

/** Stops every rendering under a title before it begins, and tells how many wait. */
export function haltRenderingsOf({ app }: TestApp, title: string) {
  const point = halt();
  let waiting = 0;
  const renderings = app.get(Renderings);
  const render = renderings.render.bind(renderings);
  jest.spyOn(renderings, 'render').mockImplementation(async (order) => {
    if ('title' in order && order.title === title) {
      waiting++;
      await point.wait();
    }
    return render(order);
  });
  return { ...point, waiting: () => waiting };
}

/** Stops the next attempt when its file is written and not yet the report's. */
export function haltWritten({ app }: TestApp) {
  const point = halt();
  const files = app.get(ReportFiles);
  const write = files.write.bind(files);
  jest.spyOn(files, 'write').mockImplementationOnce(async (...file) => {
    await write(...file);
    await point.wait();
  });
  return point;
}

/** Stops the next computation of a performance before it begins. */
export function haltComputation({ app }: TestApp) {
  const point = halt();
  const computations = app.get(Computations);
  const performance = computations.performance.bind(computations);
  jest.spyOn(computations, 'performance').mockImplementationOnce(async (order) => {
    await point.wait();
    return performance(order);
  });
  return point;
}
