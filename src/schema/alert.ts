/** What the API shows of alerts, and what it takes. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AlertChannel, AlertCondition, AlertMeasure, AlertStatus, DeliveryStatus } from '../domain/alert.js';
import type { Decimal } from '../domain/decimal.js';
import type { AccountId, AlertId, AlertRuleId, AlertWebhookId, InstrumentId, PortfolioId } from '../domain/ids.js';
import { connectionOf } from './connection.js';
import { DecimalScalar, InstantScalar } from './scalars.js';

registerEnumType(AlertMeasure, {
  name: 'AlertMeasure',
  description: 'What an alert rule looks at. Ratios are fractions: "0.05" is five per cent.',
  valuesConfig: {
    PRICE: { description: 'The price of an instrument, in its currency; splits since you set the threshold move it along.' },
    PRICE_CHANGE: {
      description: 'How far the price has moved since the rule was made, or since it last fired, splits taken out; a ratio.',
    },
    DAY_MOVE: { description: 'The price against the previous close; a ratio.' },
    VALUE: { description: 'What a portfolio or an account is worth, in the base currency.' },
    VALUE_CHANGE: { description: 'How far the value has moved since the rule was made, or since it last fired; a ratio.' },
    GAIN: { description: 'The unrealised gain, in the base currency.' },
    GAIN_RATIO: { description: 'The unrealised gain on the cost basis; a ratio.' },
    DRAWDOWN: {
      description: 'How far the value has fallen from its highest since the rule was made; a ratio. What is paid in or out does not count.',
    },
    NAV_LATE: { description: "Business days by which a fund's NAV is later than it should be." },
    PRICE_STALE: { description: 'Minutes of open market since the price was observed.' },
  },
});

registerEnumType(AlertCondition, {
  name: 'AlertCondition',
  description: 'When a rule fires.',
  valuesConfig: {
    ABOVE: { description: 'At the threshold or above it; at once when it is so already.' },
    BELOW: { description: 'At the threshold or below it; at once when it is so already.' },
    CROSSES: { description: 'From the side it was first seen on to the other one, either way.' },
  },
});

registerEnumType(AlertChannel, {
  name: 'AlertChannel',
  description: 'Where a firing goes besides the inbox and `alertFired`, which always have it.',
  valuesConfig: {
    EMAIL: { description: "To the user's own address." },
    WEBHOOK: { description: "To every webhook of the user's." },
  },
});

registerEnumType(AlertStatus, {
  name: 'AlertStatus',
  description: 'How far a rule has come.',
  valuesConfig: {
    ARMED: { description: 'Waits for its condition.' },
    WAITING: { description: 'Has fired, and waits for the figure to go back before it can fire again.' },
    DONE: { description: 'Has fired and never will again; amending it arms it anew.' },
    PAUSED: { description: 'Set aside with `pauseAlertRule`; `resumeAlertRule` arms it anew.' },
    EXPIRED: { description: 'Its time ran out; amending it arms it anew.' },
  },
});

registerEnumType(DeliveryStatus, {
  name: 'DeliveryStatus',
  description: 'How far a delivery has come.',
  valuesConfig: {
    PENDING: { description: 'On its way, or to be tried again.' },
    DELIVERED: { description: 'Taken over by the receiver.' },
    FAILED: { description: 'Given up; `lastError` says why.' },
  },
});

@ObjectType('AlertRule', { description: 'When you want to be told.' })
export class AlertRuleView {
  @Field(() => ID)
  readonly id!: AlertRuleId;

  @Field(() => String)
  readonly name!: string;

  @Field(() => String, { nullable: true })
  readonly note!: string | null;

  @Field(() => AlertMeasure)
  readonly measure!: AlertMeasure;

  @Field(() => AlertCondition)
  readonly condition!: AlertCondition;

  @Field(() => Boolean, { description: 'Whether it is armed again after firing; otherwise it fires once.' })
  readonly isRepeating!: boolean;

  @Field(() => InstantScalar, { nullable: true })
  readonly expiresAt!: Date | null;

  @Field(() => [AlertChannel])
  readonly channels!: readonly AlertChannel[];

  @Field(() => ID, { nullable: true })
  readonly instrumentId!: InstrumentId | null;

  @Field(() => ID, { nullable: true })
  readonly portfolioId!: PortfolioId | null;

  @Field(() => ID, { nullable: true })
  readonly accountId!: AccountId | null;

  @Field(() => Int, { description: 'Give it with an amendment.' })
  readonly version!: number;

  @Field(() => Int)
  readonly firedCount!: number;

  @Field(() => InstantScalar, { nullable: true })
  readonly lastFiredAt!: Date | null;

  @Field(() => InstantScalar)
  readonly createdAt!: Date;
}

@ObjectType('Alert', { description: 'A rule that fired: an entry of your inbox and of the history.' })
export class AlertView {
  @Field(() => ID, { description: 'The same on every channel; who gets it twice can tell.' })
  readonly id!: AlertId;

  @Field(() => ID, { description: 'The rule may have been deleted since.' })
  readonly ruleId!: AlertRuleId;

  @Field(() => String)
  readonly name!: string;

  @Field(() => AlertMeasure)
  readonly measure!: AlertMeasure;

  @Field(() => AlertCondition)
  readonly condition!: AlertCondition;

  @Field(() => DecimalScalar, {
    description: 'In the unit of the measure; a ratio is a fraction. A price is moved along by splits since it was set.',
  })
  readonly threshold!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'The threshold as you set it, where a split since had moved it along; else null.',
  })
  readonly setThreshold!: Decimal | null;

  @Field(() => DecimalScalar, { description: 'The figure that made it fire; of a change the price or the value itself.' })
  readonly value!: Decimal;

  @Field(() => String, { description: 'What happened, in words.' })
  readonly message!: string;

  @Field(() => ID, { nullable: true })
  readonly instrumentId!: InstrumentId | null;

  @Field(() => ID, { nullable: true })
  readonly portfolioId!: PortfolioId | null;

  @Field(() => ID, { nullable: true })
  readonly accountId!: AccountId | null;

  @Field(() => InstantScalar)
  readonly firedAt!: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'When you marked it as read; null while it is unread.' })
  readonly readAt!: Date | null;
}

@ObjectType('AlertDelivery', { description: 'One way an alert went out.' })
export class AlertDeliveryView {
  @Field(() => ID, { description: 'Sent along as `Tidemark-Delivery`; the same at every attempt.' })
  readonly id!: string;

  @Field(() => AlertChannel)
  readonly channel!: AlertChannel;

  @Field(() => ID, { nullable: true })
  readonly webhookId!: AlertWebhookId | null;

  @Field(() => DeliveryStatus)
  readonly status!: DeliveryStatus;

  @Field(() => Int)
  readonly attempts!: number;

  @Field(() => InstantScalar, { nullable: true })
  readonly deliveredAt!: Date | null;

  @Field(() => String, { nullable: true })
  readonly lastError!: string | null;
}

@ObjectType('AlertWebhook', { description: 'An address of yours that alerts are posted to, signed with its secret.' })
export class AlertWebhookView {
  @Field(() => ID)
  readonly id!: AlertWebhookId;

  @Field(() => String)
  readonly url!: string;

  @Field(() => InstantScalar)
  readonly createdAt!: Date;

  @Field(() => InstantScalar, { nullable: true, description: 'Since when every attempt has failed; null when the last one did not.' })
  readonly failingSince!: Date | null;

  @Field(() => InstantScalar, {
    nullable: true,
    description: 'Set when it failed for too long: nothing is sent until `enableAlertWebhook`.',
  })
  readonly disabledAt!: Date | null;

  @Field(() => String, { nullable: true })
  readonly lastError!: string | null;
}

@ObjectType('NewAlertWebhook', { description: 'A webhook with the secret its posts are signed with.' })
export class NewAlertWebhookView {
  @Field(() => AlertWebhookView)
  readonly webhook!: AlertWebhookView;

  @Field(() => String, {
    description:
      'Shown this once. `Tidemark-Signature: t=<seconds>,v1=<hex>` is HMAC-SHA256 with it over `<seconds>.<body>`; ' +
      'refuse what does not match or is older than five minutes.',
  })
  readonly secret!: string;
}

export const AlertRuleConnectionView = connectionOf(AlertRuleView, 'AlertRule');
export const AlertConnectionView = connectionOf(AlertView, 'Alert');

@InputType({ description: 'What of a rule can be amended.' })
export class AlertTermsInput {
  @Field(() => String, { description: '1 to 120 characters.' })
  readonly name!: string;

  @Field(() => String, { nullable: true, description: 'Up to 500 characters; it goes out with the alert.' })
  readonly note?: string | null;

  @Field(() => AlertCondition)
  readonly condition!: AlertCondition;

  @Field(() => DecimalScalar, {
    description: 'In the unit of the measure: a price per unit of today, an amount, a ratio ("0.05" is five per cent), days or minutes.',
  })
  readonly threshold!: Decimal;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How far beyond the threshold the figure must go back before a repeating rule fires again; 0 when not given.',
  })
  readonly hysteresis?: Decimal | null;

  @Field(() => Boolean, { nullable: true, description: 'Fires once when not given.' })
  readonly isRepeating?: boolean | null;

  @Field(() => InstantScalar, { nullable: true, description: 'Never fires from then on.' })
  readonly expiresAt?: Date | null;

  @Field(() => [AlertChannel], { nullable: true, description: 'Besides the inbox; none when not given.' })
  readonly channels?: readonly AlertChannel[] | null;
}

@InputType({ description: 'A new rule: of an instrument, of a portfolio or of an account, as its measure needs.' })
export class CreateAlertRuleInput extends AlertTermsInput {
  @Field(() => AlertMeasure)
  readonly measure!: AlertMeasure;

  @Field(() => ID, { nullable: true, description: 'For the measures of an instrument.' })
  readonly instrumentId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For the others; the first portfolio when neither this nor an account is given.' })
  readonly portfolioId?: string | null;

  @Field(() => ID, { nullable: true, description: 'One account by itself instead of a portfolio.' })
  readonly accountId?: string | null;
}
