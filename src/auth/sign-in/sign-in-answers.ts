import { Request, Response } from 'express';
import { Environment } from '../../config/environment';
import { showUser } from '../../users/dto/user.dto';
import { CookieSignInDto } from '../dto/cookie-sign-in.dto';
import { SignInDto, TokenPairDto } from '../dto/token-pair.dto';
import { setRefreshCookie } from './session-cookie';
import { SignIn, TokenPair } from './sign-ins.service';

export function showPair({ access_token, refresh_token, expires_in }: TokenPair): TokenPairDto {
  return { access_token, refresh_token, token_type: 'Bearer', expires_in };
}

export function showSignIn({ user, ...pair }: SignIn): SignInDto {
  return { user: showUser(user), ...showPair(pair) };
}

/** The refresh token goes into the cookie, the rest into the answer. */
export function answerWithCookie(
  request: Request,
  response: Response,
  { user, refresh_token, access_token, expires_in }: SignIn,
  environment: Environment,
): CookieSignInDto {
  setRefreshCookie(request, response, refresh_token, environment);
  return { user: showUser(user), access_token, token_type: 'Bearer', expires_in };
}
