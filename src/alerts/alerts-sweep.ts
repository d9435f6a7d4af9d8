import { Injectable, OnModuleInit } from '@nestjs/common';
import { NotificationsSweep } from '../notifications/deliveries/notifications-sweep';
import { AlertsService } from './alerts.service';

const BATCH = 500;

/** Notifies of alerts whose process ended between firing and notifying. */
@Injectable()
export class AlertsSweep implements OnModuleInit {
  constructor(
    private readonly alerts: AlertsService,
    private readonly sweep: NotificationsSweep,
  ) {}

  onModuleInit(): void {
    this.sweep.onSweep((before) => this.alerts.announceLeftBehind(before, BATCH));
  }
}
