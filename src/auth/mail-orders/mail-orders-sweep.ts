import { Injectable, OnModuleInit } from '@nestjs/common';
import { NotificationsSweep } from '../../notifications/deliveries/notifications-sweep';
import { MailOrders } from './mail-orders';

const BATCH = 500;

/** Makes the mails of orders whose process ended between the answer and the mail. */
@Injectable()
export class MailOrdersSweep implements OnModuleInit {
  constructor(
    private readonly orders: MailOrders,
    private readonly sweep: NotificationsSweep,
  ) {}

  onModuleInit(): void {
    this.sweep.onSweep((before) => this.orders.takeUp(before, BATCH));
  }
}
