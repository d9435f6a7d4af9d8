import { Module } from '@nestjs/common';
import { DomainError } from '../common/errors/domain-error';
import { StreamAuthenticator } from '../platform/stream/stream-authenticator';

@Module({
  providers: [
    {
      provide: StreamAuthenticator,
      useValue: {
        authenticate: () =>
          Promise.reject(
            new DomainError('unauthenticated', 'auth.missing_token', 'There are no accounts yet.'),
          ),
      },
    },
  ],
})
export class AuthApiModule {}
