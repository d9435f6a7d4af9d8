/**
 * The bound of an LRU cache of many entries: it takes memory as it fills. By `max` it would take that of all its entries
 * when it is made.
 */
export const atMost = (entries: number) => ({ maxSize: entries, sizeCalculation: () => 1 });
