import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { queries, tickfolio } from './api';
import { Dashboard } from './dashboard';
import { onSubmit } from './fields';

type User = Parameters<Parameters<typeof tickfolio.session.onChange>[0]>[0];

function SignIn() {
  const [problem, setProblem] = useState<string>();
  const signIn = ({ email = '', password = '' }: Record<string, string>) => {
    tickfolio.session.login({ email, password }).catch((error: unknown) => setProblem(String(error)));
  };
  return (
    <form onSubmit={onSubmit(signIn)}>
      <input name="email" aria-label="Address" />
      <input name="password" type="password" aria-label="Password" />
      <button>Sign in</button>
      {problem && <p role="alert">{problem}</p>}
    </form>
  );
}

function App() {
  const [user, setUser] = useState<User>();
  useEffect(() => tickfolio.session.onChange((next) => setUser(next)), []);
  return user ? <Dashboard name={user.full_name} /> : <SignIn />;
}

createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={queries}>
    <App />
  </QueryClientProvider>,
);
