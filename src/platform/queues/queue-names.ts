/** Every queue of the installation: the board and the metrics show these. */
export const QUEUE_NAMES = ['reports', 'notifications', 'market-refresh', 'portfolio-analysis'] as const;
