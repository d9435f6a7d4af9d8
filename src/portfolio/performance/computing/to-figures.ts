import type { PortfolioAnalysis } from '../../../analytics/portfolio/analyse-portfolio';
import { formatDay } from '../../../analytics/calendar';
import type { Figure } from '../../../analytics/figure';
import type {
  FigureDto,
  PerformanceReturnsDto,
  PerformanceRiskDto,
  PeriodReturnsDto,
} from '../../dto/figures.dto';

/** Shows a figure; where no lot could be counted, says why. */
export type FigureShow = (figure: Figure) => FigureDto;

/** @param unpriced whether there are lots but none has a price, which the analysis, knowing no such lots, calls no lots */
export function figureShow(unpriced: boolean): FigureShow {
  return ({ value, method, reason }) => ({
    value,
    method,
    reason: unpriced && reason !== null ? 'no_prices' : reason,
  });
}

export function toReturns(
  {
    timeWeighted,
    timeWeightedAnnualised,
    moneyWeighted,
    simple,
    modifiedDietz,
  }: PortfolioAnalysis['returns'],
  show: FigureShow,
): PerformanceReturnsDto {
  return {
    time_weighted: show(timeWeighted),
    time_weighted_annualised: show(timeWeightedAnnualised),
    money_weighted: show(moneyWeighted),
    simple: show(simple),
    modified_dietz: show(modifiedDietz),
  };
}

/** Risk as plain numbers, with the reasons of those that are null beside them. */
export function toRisk(risk: PortfolioAnalysis['risk'], show: FigureShow): PerformanceRiskDto {
  const figures = {
    volatility: show(risk.volatility),
    downside_deviation: show(risk.downsideDeviation),
    sharpe: show(risk.sharpe),
    sortino: show(risk.sortino),
    value_at_risk_95: show(risk.valueAtRisk95),
    beta: show(risk.beta),
    alpha: show(risk.alpha),
    tracking_error: show(risk.trackingError),
    information_ratio: show(risk.informationRatio),
  };
  const { value, peakDay, troughDay, recoveryDay } = risk.maxDrawdown;
  return {
    periods_per_year: risk.periodsPerYear,
    volatility: figures.volatility.value,
    downside_deviation: figures.downside_deviation.value,
    sharpe: figures.sharpe.value,
    sortino: figures.sortino.value,
    max_drawdown: {
      value,
      peak_date: dayOrNull(peakDay),
      trough_date: dayOrNull(troughDay),
      recovery_date: dayOrNull(recoveryDay),
    },
    value_at_risk_95: figures.value_at_risk_95.value,
    beta: figures.beta.value,
    alpha: figures.alpha.value,
    tracking_error: figures.tracking_error.value,
    information_ratio: figures.information_ratio.value,
    reasons: Object.fromEntries(
      Object.entries(figures).flatMap(([name, { reason }]) => (reason === null ? [] : [[name, reason]])),
    ),
  };
}

export function toPeriods(
  { day, week, month, yearToDate, year, sinceInception }: PortfolioAnalysis['periodReturns'],
  show: FigureShow,
): PeriodReturnsDto {
  return {
    day: show(day),
    week: show(week),
    month: show(month),
    year_to_date: show(yearToDate),
    year: show(year),
    since_inception: show(sinceInception),
  };
}

export function dayOrNull(day: number | null): string | null {
  return day === null ? null : formatDay(day);
}
