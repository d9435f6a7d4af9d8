import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Owner } from '../../common/identity/owner';
import { UsersService } from '../../users/users.service';
import type { ChartLook, ChartName } from '../charts/chart-frame';
import { Computations } from '../threads/computations';
import { PerformanceService, PerformanceWindow } from './performance.service';

export interface ChartAnswer {
  /** equal tags mean equal pictures */
  tag: string;
  svg: () => Promise<string>;
}

/** What of the look the user leaves to us. */
export type ChartWish = PerformanceWindow & Omit<ChartLook, 'theme'> & Partial<Pick<ChartLook, 'theme'>>;

const PICTURES_IN_MEMORY = 16 * 1024 * 1024;

/** Pictures of performances, drawn in a thread. */
@Injectable()
export class ChartsService {
  private readonly pictures = new LRUCache<string, string>({
    maxSize: PICTURES_IN_MEMORY,
    sizeCalculation: (svg) => svg.length + 1,
  });

  constructor(
    private readonly performances: PerformanceService,
    private readonly users: UsersService,
    private readonly computations: Computations,
  ) {}

  /** @throws DomainError `portfolio.not_found`, `validation.failed`, `portfolio.busy` */
  async chart(
    owner: Owner,
    portfolioId: string,
    name: ChartName,
    { theme, width, height, ...window }: ChartWish,
  ): Promise<ChartAnswer> {
    const { tag: analysed, packed } = await this.performances.answer(owner, portfolioId, window);
    const look = { theme: theme ?? (await this.preferredTheme(owner)), width, height };
    const tag = `${analysed}.${name}.${look.theme}.${width}.${height}`;
    const draw = async () => this.computations.chart({ name, performance: await packed(), look });
    return { tag, svg: () => this.drawn(tag, draw) };
  }

  private async preferredTheme({ userId }: Owner): Promise<ChartLook['theme']> {
    return (await this.users.show(userId)).preferences.theme;
  }

  private async drawn(tag: string, draw: () => Promise<string>): Promise<string> {
    const known = this.pictures.get(tag);
    if (known !== undefined) return known;
    const svg = await draw();
    this.pictures.set(tag, svg);
    return svg;
  }
}
