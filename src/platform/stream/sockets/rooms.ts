/** Every socket of a user, on all instances. */
export const userRoom = (userId: string) => `user:${userId}`;

/** Every socket of one session, so that ending the session ends them. */
export const sessionRoom = (sessionId: string) => `session:${sessionId}`;

/** Sockets that are still being told what they missed; what is broadcast meanwhile they are told after it. */
export const RESUMING = 'resuming';
