// Preloaded into a spawned process: gives it the bug that a test wants to see survive nothing.
process.on('SIGUSR2', () => void Promise.reject(new Error('a promise nobody awaited')));
