import { Injectable } from '@nestjs/common';

/** Whether this process still wants work. Readiness and keep-alive look here. */
@Injectable()
export class Lifecycle {
  private leaving = false;

  get isDraining(): boolean {
    return this.leaving;
  }

  drain(): void {
    this.leaving = true;
  }
}
