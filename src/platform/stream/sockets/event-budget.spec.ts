import { EventBudget } from './event-budget';

describe('EventBudget', () => {
  it('grants a burst, then the average', () => {
    const budget = new EventBudget(10, 3, 0);
    expect([1, 2, 3, 4].map(() => budget.take(0))).toEqual([true, true, true, false]);
    expect(budget.take(99)).toBe(false);
    expect(budget.take(201)).toBe(true);
  });

  it('never saves up more than the burst', () => {
    const budget = new EventBudget(10, 2, 0);
    expect([1, 2, 3].map(() => budget.take(60_000))).toEqual([true, true, false]);
  });

  it('calls it a flood only when refusals do not stop the sender', () => {
    const budget = new EventBudget(1, 2, 0);
    for (let i = 0; i < 12; i += 1) budget.take(0);
    expect(budget.isFlooded()).toBe(false);
    budget.take(0);
    expect(budget.isFlooded()).toBe(true);
    budget.take(2_000);
    expect(budget.isFlooded()).toBe(false);
  });
});
