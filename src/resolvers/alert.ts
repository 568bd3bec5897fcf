/** Alert rules, the inbox of what fired, and webhooks. */
import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { type Alert, AlertMeasure, type AlertRule, AlertStatus, statusAt } from '../domain/alert.js';
import { type Decimal, PRICE_SCALE, roundHalfEven } from '../domain/decimal.js';
import { perLastUnit } from '../domain/split.js';
import {
  AlertConnectionView,
  AlertDeliveryView,
  AlertRuleConnectionView,
  AlertRuleView,
  AlertTermsInput,
  AlertView,
  AlertWebhookView,
  CreateAlertRuleInput,
  NewAlertWebhookView,
} from '../schema/alert.js';
import { PageInput, toConnection } from '../schema/connection.js';
import { InstrumentView } from '../schema/instrument.js';
import { DecimalScalar } from '../schema/scalars.js';
import type { AlertService } from '../services/alert.js';
import type { AlertInbox } from '../services/alert-inbox.js';
import type { AlertWebhookService } from '../services/alert-webhook.js';
import type { OperationContext } from './context.js';
import { ofInput } from './input.js';

@Resolver(() => AlertRuleView)
export class AlertRuleResolver {
  constructor(
    private readonly service: AlertService,
    private readonly now: () => Date,
  ) {}

  @Query(() => AlertRuleConnectionView, {
    description: 'Your alert rules, newest first. Example: `{ alertRules { nodes { id name measure condition threshold status } } }`',
  })
  async alertRules(@Ctx() { actor }: OperationContext, @Args(() => PageInput) page: PageInput) {
    return toConnection(await this.service.list(actor, page));
  }

  @Query(() => AlertRuleView, {
    nullable: true,
    description: 'One of your alert rules. Example: `{ alertRule(id: "...") { name status firedCount } }`',
  })
  alertRule(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.find(actor, id);
  }

  @Mutation(() => AlertRuleView, {
    description:
      'Makes a rule. ' +
      'Example: `mutation { createAlertRule(input: {name: "Acme is dear", measure: PRICE, instrumentId: "...", condition: ABOVE, threshold: "105", channels: [EMAIL]}) { id } }`',
  })
  createAlertRule(@Ctx() { actor }: OperationContext, @Arg('input', () => CreateAlertRuleInput) input: CreateAlertRuleInput) {
    return ofInput('input', () => this.service.create(actor, input));
  }

  @Mutation(() => AlertRuleView, {
    description:
      'Gives a rule new terms and arms it anew. Example: `mutation { amendAlertRule(id: "...", version: 1, input: {name: "Acme", condition: BELOW, threshold: "90"}) { version } }`',
  })
  amendAlertRule(
    @Ctx() { actor }: OperationContext,
    @Arg('id', () => ID) id: string,
    @Arg('version', () => Int, { description: 'The version you have seen.' }) version: number,
    @Arg('input', () => AlertTermsInput) input: AlertTermsInput,
  ) {
    return ofInput('input', () => this.service.amend(actor, { id, version }, input), ['id', 'version']);
  }

  @Mutation(() => AlertRuleView, {
    description: 'Sets a rule aside until it is resumed. Example: `mutation { pauseAlertRule(id: "...") { status } }`',
  })
  pauseAlertRule(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.pause(actor, id);
  }

  @Mutation(() => AlertRuleView, {
    description: 'Arms a paused rule anew. Example: `mutation { resumeAlertRule(id: "...") { status } }`',
  })
  resumeAlertRule(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.resume(actor, id);
  }

  @Mutation(() => Boolean, {
    description: 'Deletes a rule; what it fired stays in the history. Example: `mutation { deleteAlertRule(id: "...") }`',
  })
  deleteAlertRule(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    return this.service.delete(actor, id);
  }

  @FieldResolver(() => AlertStatus)
  status(@Root() rule: AlertRule): AlertStatus {
    return statusAt(rule, this.now());
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description:
      'What a change is measured against; null until a figure was seen. Of a price, per unit of today: splits since are taken in.',
  })
  async reference(@Ctx() context: OperationContext, @Root() rule: AlertRule) {
    return rule.reference && ofToday(context, rule, rule.reference);
  }

  @FieldResolver(() => DecimalScalar, {
    description:
      'In the unit of the measure; a ratio is a fraction. A price is per unit of today: splits since you set it move it along, and `setThreshold` is what you set.',
  })
  threshold(@Ctx() context: OperationContext, @Root() rule: AlertRule) {
    return rule.measure === AlertMeasure.PRICE ? ofToday(context, rule, rule.threshold) : rule.threshold;
  }

  @FieldResolver(() => DecimalScalar, {
    nullable: true,
    description: 'The threshold as you set it, where a split since has moved it along; else null. An amendment sets it for units of today.',
  })
  async setThreshold(@Ctx() context: OperationContext, @Root() rule: AlertRule) {
    return (await this.threshold(context, rule)).eq(rule.threshold) ? null : rule.threshold;
  }

  @FieldResolver(() => DecimalScalar, {
    description: 'How far beyond the threshold the figure must go back before a repeating rule fires again, in the same unit.',
  })
  hysteresis(@Ctx() context: OperationContext, @Root() rule: AlertRule) {
    return rule.measure === AlertMeasure.PRICE ? ofToday(context, rule, rule.hysteresis) : rule.hysteresis;
  }

  @FieldResolver(() => InstrumentView, { nullable: true })
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: AlertRule) {
    return instrumentId && instruments.load(instrumentId);
  }
}

/** A price of the rule's, per unit of today. */
async function ofToday({ instruments }: OperationContext, { unitDay, instrumentId }: AlertRule, price: Decimal): Promise<Decimal> {
  if (!unitDay || !instrumentId) return price;
  return roundHalfEven(perLastUnit(price, (await instruments.load(instrumentId))?.splits ?? [], unitDay), PRICE_SCALE);
}

@Resolver(() => AlertView)
export class AlertResolver {
  constructor(private readonly inbox: AlertInbox) {}

  @Query(() => AlertConnectionView, {
    description:
      'What has fired, newest first: your inbox and its history. Example: `{ alerts(first: 20) { nodes { message firedAt readAt } } }`',
  })
  async alerts(
    @Ctx() { actor }: OperationContext,
    @Args(() => PageInput) page: PageInput,
    @Arg('isUnread', () => Boolean, { nullable: true, description: 'Only those that are, or are not, unread.' }) isUnread?: boolean | null,
    @Arg('ruleId', () => ID, { nullable: true, description: 'Only those of one rule.' }) ruleId?: string | null,
  ) {
    return toConnection(await this.inbox.list(actor, { ...page, isUnread, ruleId }));
  }

  @Query(() => Int, { description: 'How many alerts you have not read. Example: `{ unreadAlertCount }`' })
  unreadAlertCount(@Ctx() { actor }: OperationContext): Promise<number> {
    return this.inbox.unreadCount(actor);
  }

  @Mutation(() => Int, {
    description:
      'Marks alerts as read, all of them when no ids are given; how many are unread then. Example: `mutation { markAlertsRead(ids: ["..."]) }`',
  })
  markAlertsRead(
    @Ctx() { actor }: OperationContext,
    @Arg('ids', () => [ID], { nullable: true, description: 'At most 200.' }) ids?: string[] | null,
  ): Promise<number> {
    return this.inbox.markRead(actor, ids ?? null);
  }

  @Subscription(() => AlertView, {
    description:
      'Every alert of yours from now on, within a second of the price that made it fire, and those of the last ten seconds, so that a reconnect misses none: an alert that came before has the same id. ' +
      'Example: `subscription { alertFired { id name message value firedAt } }`',
    subscribe: ({ context }) => (context as OperationContext).inbox.watch((context as OperationContext).actor),
  })
  alertFired(@Root() alert: Alert): AlertView {
    return alert;
  }

  @FieldResolver(() => InstrumentView, { nullable: true })
  instrument(@Ctx() { instruments }: OperationContext, @Root() { instrumentId }: Alert) {
    return instrumentId && instruments.load(instrumentId);
  }

  @FieldResolver(() => [AlertDeliveryView], { description: 'Where it went besides the inbox.' })
  deliveries(@Ctx() { actor, loader }: OperationContext, @Root() { id }: Alert) {
    return loader('alert deliveries', (ids: readonly Alert['id'][]) => this.inbox.deliveries(actor, ids)).load(id);
  }
}

@Resolver(() => AlertWebhookView)
export class AlertWebhookResolver {
  constructor(private readonly service: AlertWebhookService) {}

  @Query(() => [AlertWebhookView], { description: 'Your webhooks. Example: `{ alertWebhooks { id url disabledAt } }`' })
  alertWebhooks(@Ctx() { actor }: OperationContext) {
    return this.service.list(actor);
  }

  @Mutation(() => NewAlertWebhookView, {
    description:
      'Adds an address alerts are posted to; its secret is shown this once. ' +
      'Example: `mutation { createAlertWebhook(url: "https://example.org/alerts") { secret webhook { id } } }`',
  })
  createAlertWebhook(@Ctx() { actor }: OperationContext, @Arg('url', () => String) url: string) {
    return this.service.create(actor, url);
  }

  @Mutation(() => NewAlertWebhookView, {
    description:
      'Gives a webhook a new secret; the old one signs nothing more. Example: `mutation { renewAlertWebhookSecret(id: "...") { secret } }`',
  })
  renewAlertWebhookSecret(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.renewSecret(actor, id);
  }

  @Mutation(() => AlertWebhookView, {
    description: 'Sends to a disabled webhook again. Example: `mutation { enableAlertWebhook(id: "...") { disabledAt } }`',
  })
  enableAlertWebhook(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string) {
    return this.service.enable(actor, id);
  }

  @Mutation(() => Boolean, {
    description: 'Removes a webhook with all that was on its way there. Example: `mutation { deleteAlertWebhook(id: "...") }`',
  })
  deleteAlertWebhook(@Ctx() { actor }: OperationContext, @Arg('id', () => ID) id: string): Promise<boolean> {
    return this.service.delete(actor, id);
  }
}
