import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Request, Response } from 'express';
import { BODY_TYPE } from './body-type.decorator';
import { unsupportedMediaType } from '../../../common/errors/http.errors';
import { hasBody, readJsonBody } from './request-body';

/**
 * Reads a request's body once the guards before it let it pass, so that nobody makes us read who may not ask. A guard and
 * no interceptor: one interceptor on all routes would lead every answer, with a body or without, through an observable.
 */
@Injectable()
export class RequestBodyGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (!hasBody(request)) return true;
    const streamed = this.reflector.get<string[] | undefined>(BODY_TYPE, context.getHandler());
    if (streamed === undefined) return readJsonBody(request, http.getResponse<Response>()).then(() => true);
    if (!request.is(streamed)) throw unsupportedMediaType(streamed.join(', '));
    return true;
  }
}
