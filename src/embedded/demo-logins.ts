export interface Login {
  email: string;
  password: string;
}

/** Who can log in to a demo; printed at the start. */
export const DEMO_LOGIN: Login = { email: 'demo@tickfolio.local', password: 'demo-portfolio-2020' };
export const DEMO_ADMIN_LOGIN: Login = { email: 'admin@tickfolio.local', password: 'demo-administrator' };
