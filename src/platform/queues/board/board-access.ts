/** The cookie that opens the board, and the only paths it is sent to. */
export const BOARD_COOKIE = 'tickfolio_admin';
export const BOARD_COOKIE_PATH = '/admin';
export const BOARD_PATH = '/admin/queues';

/** What the board asks of whoever knows superusers (the auth feature). */
export abstract class BoardAccess {
  /**
   * @param ticket the value of the cookie
   * @returns whether jobs may also be changed
   * @throws DomainError with the public code when the ticket opens nothing
   */
  abstract admit(ticket: string | undefined): Promise<{ write: boolean }>;
}
