/**
 * Returns through the API. The ledger is that of `test/golden/multi-currency.test.ts`, where each day is worked out; over the
 * four days: price 475 + 128.80 = 603.80, currency 250 - 165.51 = 84.49, income 19, fees 1.80 + 0.92 = 2.72, tax 2.85; in all
 * 701.72 on 10,000. Of it the share made 603.80 + 85 + 19 - 2.72 - 2.85 = 702.23; the other -0.51 is 17 USD of cash x -0.03.
 *
 * The share alone: 50 x 100 x 0.90 + 1.80 + 0.92 = 4,502.72 went in; 40 x 57 x 0.92 = 2,097.60 and 16.15 of dividend came out;
 * 3,091.20 is left. 3,091.20 + 2,113.75 - 4,502.72 = 702.23, by 4,502.72 is 0.1559568439.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../testkit/gql/gql.js';
import { tradedShare } from '../testkit/traded-share.js';
import { day, type LocalWorld, openWorld, type Person } from '../testkit/world.js';

const PERFORMANCE = graphql(`
  query Performance(
    $accountId: ID, $instrumentId: ID, $period: Period, $from: Day, $to: Day, $benchmark: ID, $riskFreeRate: Decimal, $points: Int
  ) {
    performance(
      accountId: $accountId, instrumentId: $instrumentId, period: $period, from: $from, to: $to,
      benchmarkInstrumentId: $benchmark, riskFreeRate: $riskFreeRate
    ) {
      start to days baseCurrency isPartial
      simpleReturn { total { value absence } price { value absence } }
      twr { total { value absence } price { value absence } }
      twrAnnualised { total { value absence } }
      irr { total { value absence } price { value absence } }
      explanation { start end inflow outflow priceGain currencyGain income fees taxes gain }
      growth(points: $points) { day value drawdown benchmark }
      byMonth { month value benchmark }
      risk {
        riskFreeRate
        volatility { value absence } sharpe { value absence } sortino { value absence } valueAtRisk { value absence }
        maxDrawdown { depth peakDay troughDay recoveryDay }
        days { best { day value } worst { day value } }
        beta { value absence } trackingError { value absence } benchmarkReturn { value absence } excessReturn { value absence }
      }
    }
  }
`);
const CONTRIBUTIONS = graphql(`
  query Contributions($from: Day, $to: Day) {
    performance(from: $from, to: $to) {
      contributions {
        rest { value absence }
        rows { nodes { instrument { id } start end bought sold priceGain currencyGain income fees taxes gain contribution { value absence } } }
      }
    }
  }
`);

let world: LocalWorld;
let ada: Person;
let accountId: string;
let instrumentId: string;
/** Holds nothing but an index, which is its benchmark, too. */
let bob: Person;
let index: string;

beforeAll(async () => {
  world = await openWorld();
  ({ person: ada, accountId, instrumentId } = await tradedShare(world));
});
afterAll(() => world.close());

const known = (value: string) => ({ value, absence: null });
const absent = (absence: string) => ({ value: null, absence });

async function performance(variables: Parameters<typeof ada.api.run<unknown, Record<string, unknown>>>[1] = {}, person = ada) {
  const answer = (await person.api.run(PERFORMANCE, variables as never)).expectNoErrors();
  if (!answer.performance) throw new Error('A person has a portfolio.');
  return answer.performance;
}

test('the whole period: returns by name and the parts that add up', async () => {
  const report = await performance({ to: '2024-01-05' });
  expect([report.start, report.to, report.days]).toEqual(['2024-01-01', '2024-01-05', 4]);
  expect(report.simpleReturn.total).toEqual(known('0.070172'));
  expect(report.twr).toEqual({ total: known('0.070172'), price: known('0.0685626589') });
  expect(report.twrAnnualised.total).toEqual(absent('UNDER_A_YEAR'));
  // (701.72 - 16.15) / 10,000
  expect(report.simpleReturn.price).toEqual(known('0.068557'));
  expect(report.explanation).toEqual({
    start: '0',
    end: '9701.72',
    inflow: '10000',
    outflow: '1000',
    priceGain: '603.8',
    currencyGain: '84.49',
    income: '19',
    fees: '2.72',
    taxes: '2.85',
    gain: '701.72',
  });
  expect(report.risk.volatility).toEqual(absent('TOO_FEW_RETURNS'));
  expect(report.risk.beta).toEqual(absent('NO_BENCHMARK'));
  // 10,701.72 / 10,739.35, and what went out on the 5th moves nothing.
  expect(report.risk.maxDrawdown).toEqual({ depth: '0.0035039365', peakDay: '2024-01-03', troughDay: '2024-01-04', recoveryDay: null });
  expect(report.risk.days?.best).toEqual({ day: '2024-01-03', value: '0.0741283431' });
});

test('day by day the return ends at the TWR, falls as deep as the drawdown says, and a month is the period', async () => {
  const { growth, byMonth, twr, risk } = await performance({ to: '2024-01-05' });
  // On the 2nd, the fee of 1.80 on 10,000.
  expect(growth.map(({ day, drawdown }) => `${day} ${drawdown}`)).toEqual([
    ...[
      '2024-01-01 0',
      '2024-01-02 0.00018',
      '2024-01-03 0',
      `2024-01-04 ${risk.maxDrawdown?.depth}`,
      `2024-01-05 ${risk.maxDrawdown?.depth}`,
    ],
  ]);
  expect(growth.at(-1)).toMatchObject({ value: twr.total.value, benchmark: null });
  expect(byMonth).toEqual([{ month: '2024-01', value: twr.total.value, benchmark: null }]);
  expect((await performance({ to: '2024-01-05', points: 2 })).growth.map(({ day }) => day)).toEqual(['2024-01-01', '2024-01-05']);
  expect((await ada.api.run(PERFORMANCE, { points: 1 })).refusal()).toBe('BAD_USER_INPUT RANGE points');
});

test('two days in between start from the value before them', async () => {
  const { explanation, start } = await performance({ from: '2024-01-04', to: '2024-01-05' });
  expect(start).toBe('2024-01-03');
  expect(explanation).toMatchObject({ start: '10739.35', end: '9701.72', inflow: '0', outflow: '1000', gain: '-37.63' });
});

test('what each instrument added, and the rest', async () => {
  const { performance: report } = (await ada.api.run(CONTRIBUTIONS, { to: '2024-01-05' })).expectNoErrors();
  expect(report?.contributions).toEqual({
    rest: known('-0.000051'),
    rows: {
      nodes: [
        {
          instrument: { id: instrumentId },
          start: '0',
          end: '3091.2',
          bought: '4500',
          sold: '2097.6',
          priceGain: '603.8',
          currencyGain: '85',
          income: '19',
          fees: '2.72',
          taxes: '2.85',
          gain: '702.23',
          contribution: known('0.070223'),
        },
      ],
    },
  });
});

test('one instrument: purchases go in, sales and dividends come out', async () => {
  const { explanation, simpleReturn } = await performance({ instrumentId, to: '2024-01-05' });
  expect(explanation).toMatchObject({ start: '0', end: '3091.2', inflow: '4502.72', outflow: '2113.75', gain: '702.23' });
  expect(simpleReturn.total).toEqual(known('0.1559568439'));
});

test('up to now the parts add up as well, with today at live prices', async () => {
  const { explanation, to } = await performance({ period: 'ALL' });
  expect(to).toBe(day(0));
  expect(explanation?.end).toBe((await ada.valuation()).total);
  const parts = ['inflow', 'priceGain', 'currencyGain', 'income'].reduce((sum, key) => sum + Number(explanation?.[key as 'inflow']), 0);
  const less = ['outflow', 'fees', 'taxes'].reduce((sum, key) => sum + Number(explanation?.[key as 'inflow']), 0);
  expect(parts - less).toBeCloseTo(Number(explanation?.end), 8);
});

test('a portfolio that is its benchmark has beta 1 and no tracking error', async () => {
  index = await world.instrument({ name: 'Index', currency: 'EUR', mic: 'XETR' });
  const prices = Array.from({ length: 42 }, (_, count) => {
    const valueDate = new Date(Date.UTC(2023, 2, 1 + count)).toISOString().slice(0, 10);
    return { instrumentId: index, price: String(100 + ((count * 7) % 5)), currency: 'EUR', valueDate };
  });
  await world.quotes(prices, true);
  bob = await world.signUp();
  await bob.record({
    accountId: await bob.openAccount(),
    kind: 'DELIVERY_IN',
    tradeDate: '2023-03-01',
    instrumentId: index,
    quantity: '10',
    price: '100',
    currency: 'EUR',
  });
  const { risk, twr, growth, byMonth } = await performance(
    { from: '2023-03-02', to: '2023-04-10', benchmark: index, riskFreeRate: '0.02' },
    bob,
  );
  expect([risk.beta, risk.trackingError, risk.excessReturn]).toEqual([known('1'), known('0'), known('0')]);
  expect(risk.benchmarkReturn).toEqual(twr.total);
  for (const each of [...growth, ...byMonth]) expect(each.benchmark).toBe(each.value);
  expect(byMonth.map(({ month }) => month)).toEqual(['2023-03', '2023-04']);
  expect(risk.volatility.value).not.toBeNull();
  expect(risk.riskFreeRate).toBe('0.02');
});

test('what changes of a benchmark that is not held counts at once', async () => {
  const other = await world.instrument({ name: 'Other', currency: 'EUR' });
  const price = (valueDate: string, figure: string) => ({ instrumentId: other, price: figure, currency: 'EUR', valueDate });
  await world.quotes([price('2024-01-01', '100'), price('2024-01-05', '110')], true);
  const returned = async () => (await performance({ to: '2024-01-05', benchmark: other })).risk.benchmarkReturn;
  expect([await returned(), await returned()]).toEqual([known('0.1'), known('0.1')]);
  await world.quotes([price('2024-01-05', '120')], true);
  expect(await returned()).toEqual(known('0.2'));
});

test('nothing recorded: every figure is absent, and none is zero', async () => {
  const eve = await world.signUp();
  const report = await performance({}, eve);
  expect(report.explanation).toBeNull();
  for (const figure of [report.simpleReturn.total, report.twr.price, report.irr.total, report.risk.sharpe, report.risk.beta]) {
    expect(figure).toEqual(absent('NO_HISTORY'));
  }
});

test('a period of which nothing is there is named as it was asked for, and has no figures', async () => {
  const tomorrow = day(1);
  for (const [asked, start, to] of [
    [{ from: '2023-02-01', to: '2023-02-28' }, '2023-01-31', '2023-02-28'],
    [{ to: '2023-12-31' }, '2023-12-31', '2023-12-31'],
    [{ from: tomorrow, to: day(9) }, day(0), day(9)],
    [{ from: day(5) }, day(0), day(0)],
  ] as const) {
    for (const scope of [{}, { instrumentId }]) {
      const report = await performance({ ...asked, ...scope });
      expect([report.start, report.to]).toEqual([start, to]);
      expect([report.explanation, report.twr.total, report.irr.price]).toEqual([null, absent('NO_HISTORY'), absent('NO_HISTORY')]);
    }
  }
});

test('what is not yours is not there, and a period is given once', async () => {
  const eve = await world.signUp();
  expect((await eve.api.run(PERFORMANCE, { accountId })).refusal()).toBe('NOT_FOUND accountId');
  const neverHeld = await eve.api.run(PERFORMANCE, { instrumentId });
  expect(neverHeld.refusal()).toBe('NOT_FOUND NOT_HELD instrumentId');
  expect(neverHeld.errors[0]?.message).toMatch(/ was never held in this portfolio: there is nothing to report\.$/);
  const unknown = await eve.api.run(PERFORMANCE, { instrumentId: '01900000-0000-7000-8000-000000000000' });
  expect(unknown.refusal()).toBe('NOT_FOUND instrumentId');
  expect((await ada.api.run(PERFORMANCE, { period: 'YTD', from: '2024-01-01' })).refusal()).toBe('BAD_USER_INPUT EITHER period');
  expect((await ada.api.run(PERFORMANCE, { benchmark: 'no-such' })).refusal()).toBe('NOT_FOUND benchmarkInstrumentId');
});

const PARTS = graphql(`
  query PerformanceParts($from: Day, $to: Day, $onlyFlows: Boolean) {
    performance(from: $from, to: $to) {
      twr { total { value } }
      parts(first: 200, onlyFlows: $onlyFlows) {
        nodes { day value inflow outflow priceGain currencyGain income netIncome fees taxes growth { value absence } isPartial }
      }
    }
  }
`);

test('each answer shows its parts: from the days alone the return and the identity can be worked out again', async () => {
  const period = { from: '2024-01-02', to: '2024-01-05' };
  const { performance } = (await ada.api.run(PARTS, period)).expectNoErrors();
  const nodes = performance?.parts.nodes ?? [];
  expect(nodes.map(({ day: on }) => on)).toEqual(['2024-01-01', '2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05']);
  let [level, before] = [1, 0];
  for (const part of nodes.slice(1)) {
    const amounts = Object.entries(part).map(([name, text]) => [name, Number(text)]);
    const { value, inflow, outflow, priceGain, currencyGain, income, fees, taxes } = Object.fromEntries(amounts);
    expect(value - before).toBeCloseTo(inflow - outflow + priceGain + currencyGain + income - fees - taxes, 8);
    expect(Number(part.growth.value)).toBeCloseTo((value + outflow) / (before + inflow) - 1, 9);
    level *= (value + outflow) / (before + inflow);
    before = value;
  }
  expect(level - 1).toBeCloseTo(Number(performance?.twr.total.value), 9);
  const flows = (await ada.api.run(PARTS, { ...period, onlyFlows: true })).expectNoErrors().performance?.parts.nodes;
  expect(flows?.map((part) => [part.day, part.inflow, part.outflow])).toEqual([
    ['2024-01-02', '10000', '0'],
    ['2024-01-05', '0', '1000'],
  ]);
});

test('of the day a period begins from only the value is among its parts', async () => {
  const period = { from: '2024-01-03', to: '2024-01-05' };
  const [start] = (await ada.api.run(PARTS, period)).expectNoErrors().performance?.parts.nodes ?? [];
  // 10,000 came in on it, and a fee was paid.
  expect(start).toEqual({
    day: '2024-01-02',
    value: '9998.2',
    ...{ inflow: '0', outflow: '0', priceGain: '0', currencyGain: '0', income: '0', netIncome: '0', fees: '0', taxes: '0' },
    growth: { value: null, absence: 'NO_CAPITAL' },
    isPartial: false,
  });
  const flows = (await ada.api.run(PARTS, { ...period, onlyFlows: true })).expectNoErrors().performance?.parts.nodes;
  expect(flows?.map(({ day: on }) => on)).toEqual(['2024-01-05']);
});

const RISK_STEPS = graphql(`
  query RiskSteps($from: Day, $to: Day, $benchmark: ID) {
    performance(from: $from, to: $to, benchmarkInstrumentId: $benchmark) {
      risk { volatility { value } beta { value } valueAtRisk { value } days { worst { day } } }
      riskSteps { name result terms { name use value } }
      dailyReturns(first: 200, isWorstFirst: true) { nodes { day value benchmark } }
    }
  }
`);
const PAYMENTS = graphql(`
  query IncomePayments($from: Day, $to: Day) {
    income(from: $from, to: $to) {
      total { gross tax }
      payments { nodes { kind tradeDate instrument { id } currency gross rate isRateBooked inBase { gross tax } } }
    }
  }
`);

test('risk shows its arithmetic and the returns it was measured over, and income its payments with their rates', async () => {
  const variables = { from: '2023-03-02', to: '2023-04-10', benchmark: index };
  const { performance: report } = (await bob.api.run(RISK_STEPS, variables)).expectNoErrors();
  const result = (name: string) => report?.riskSteps.find((step) => step.name === name)?.result;
  expect([result('volatility'), result('beta')]).toEqual([report?.risk.volatility.value, report?.risk.beta.value]);
  const returns = report?.dailyReturns.nodes ?? [];
  expect(returns[0]?.day).toBe(report?.risk.days?.worst.day);
  const [sum] = report?.riskSteps.find(({ name }) => name === 'mean')?.terms ?? [];
  expect(returns.reduce((total, { value }) => total + Number(value), 0)).toBeCloseTo(Number(sum?.value), 12);
  // One in twenty, rounded up.
  const worst = returns[Math.ceil(returns.length / 20) - 1];
  expect(Number(report?.risk.valueAtRisk.value)).toBeCloseTo(Math.max(0, -Number(worst?.value)), 9);
  expect(returns.every(({ value, benchmark }) => value === benchmark)).toBe(true);

  const { income } = (await ada.api.run(PAYMENTS, { from: '2024-01-01', to: '2024-01-31' })).expectNoErrors();
  // 20 USD at 0.95, of which 3 were kept as tax.
  expect(income?.payments.nodes).toEqual([
    {
      kind: 'DIVIDEND',
      tradeDate: '2024-01-03',
      instrument: { id: instrumentId },
      currency: 'USD',
      gross: '20',
      rate: '0.95',
      isRateBooked: false,
      inBase: { gross: '19', tax: '2.85' },
    },
  ]);
  expect(income?.total).toEqual({ gross: '19', tax: '2.85' });
});

const PARTS_AND_CONTRIBUTIONS = graphql(`
  query LackingReturns($from: Day, $to: Day) {
    performance(from: $from, to: $to) {
      parts { nodes { day growth { value absence } } }
      contributions { rest { value absence } rows { nodes { gain contribution { value absence } } } }
      byMonth { month }
    }
  }
`);

test('what is paid for out of known money and has no rate itself leaves no return, until its rate is known', async () => {
  const eve = await world.signUp();
  const account = await eve.openAccount();
  const [foreign, own] = [
    await world.instrument({ name: 'Foreign', currency: 'TWD', mic: null }),
    await world.instrument({ name: 'Own', currency: 'EUR', mic: null }),
  ];
  const close = (id: string, currency: string, valueDate: string, price: string) => ({ instrumentId: id, currency, valueDate, price });
  await world.quotes([close(foreign, 'TWD', '2024-01-03', '500'), close(own, 'EUR', '2024-01-03', '100')]);
  await world.quotes([close(foreign, 'TWD', '2024-01-10', '610'), close(own, 'EUR', '2024-01-10', '110')], true);
  const common = { accountId: account, tradeDate: '2024-01-03' } as const;
  await eve.record(
    { ...common, tradeDate: '2024-01-02', kind: 'DEPOSIT', amount: '5000', currency: 'EUR' },
    { ...common, kind: 'BUY', instrumentId: foreign, quantity: '100', price: '500', currency: 'TWD', exchangeRate: '0.029' },
    { ...common, kind: 'BUY', instrumentId: own, quantity: '10', price: '100', currency: 'EUR' },
  );
  const of = (variables: object = {}) => performance({ to: '2024-01-10', ...variables }, eve);
  const noRate = absent('NO_RATE');

  // 1,450 EUR bought what has no value in EUR. It is not lost.
  const whole = await of();
  expect(whole).toMatchObject({ isPartial: true, explanation: { inflow: '5000', end: '3650' }, growth: [], byMonth: [] });
  for (const figure of [whole.simpleReturn, whole.twr, whole.irr]) expect(figure).toEqual({ total: noRate, price: noRate });
  expect(whole.risk).toMatchObject({ volatility: noRate, valueAtRisk: noRate, maxDrawdown: null, days: null });
  expect((await of({ instrumentId: foreign })).twr.total).toEqual(noRate);
  expect((await of({ instrumentId: own })).twr.total).toEqual(known('0.1'));
  expect((await of({ to: '2024-01-02' })).twr.total).toEqual(known('0'));
  // Of what has a rate there is a return as long as nothing passes to or from what has none.
  expect(await of({ from: '2024-01-04' })).toMatchObject({ isPartial: true, twr: { total: known('0.0281690141') } });
  expect((await of({ from: '2024-01-04', instrumentId: foreign })).twr.total).toEqual(noRate);
  const { performance: said } = (await eve.api.run(PARTS_AND_CONTRIBUTIONS, { to: '2024-01-04' })).expectNoErrors();
  expect(said?.parts.nodes.map(({ day, growth }) => [day, growth.value ?? growth.absence])).toEqual([
    ['2024-01-01', 'NO_CAPITAL'],
    ['2024-01-02', '0'],
    ['2024-01-03', 'NO_RATE'],
    ['2024-01-04', '0'],
  ]);
  expect(said?.contributions.rest).toEqual(noRate);
  expect(said?.contributions.rows.nodes.map(({ contribution }) => contribution)).toEqual([noRate, noRate]);

  // 2,550 + 1,000 + 100 x 500 / 34.5 = 4,999.27536232, and 2,550 + 1,100 + 100 x 610 / 34.5 = 5,418.11594203.
  await world.rates([{ base: 'EUR', quote: 'TWD', rate: '34.5', valueDate: '2024-01-08' }]);
  expect((await of()).twr.total).toEqual(noRate);
  expect((await of({ from: '2024-01-08' })).twr.total).toEqual(noRate);
  expect((await of({ from: '2024-01-09' })).twr.total).toEqual(known('0.083780258'));
  await world.rates([{ base: 'EUR', quote: 'TWD', rate: '34.4', valueDate: '2024-01-03' }]);
  expect((await of()).twr.total).toEqual(known('0.0836231884'));
  expect((await of({ instrumentId: foreign })).simpleReturn.total).toEqual(known('0.2193903048'));
});
