import { DEMO_ADMIN_LOGIN, DEMO_LOGIN } from './demo-logins';

/** What a person at the terminal needs to start; written as plain lines, since logs are for machines. */
export function welcomeText(url: string): string {
  return `
  Tickfolio       ${url}
  API docs        ${url}/docs
  Demo login      ${DEMO_LOGIN.email} / ${DEMO_LOGIN.password}
  Administrator   ${DEMO_ADMIN_LOGIN.email} / ${DEMO_ADMIN_LOGIN.password}

  Everything is kept in memory and gone when this process ends; set MONGODB_URI and REDIS_URL to keep it.
`;
}
