/**
 * The ready answer of one plan for one portfolio: the bytes of `{"data":...}` with its figures in slots. Invariant: between
 * two calls it is a whole JSON text whose parsed form, key order included, is what graphql-js would have answered.
 */
import type { GraphQLLeafType } from 'graphql';
import { assert } from '../domain/assert.js';
import type { LivePortfolio } from '../domain/live-portfolio.js';
import type { ServiceInfo } from '../services/service.js';
import { type Described, type Figure, type Moment, membersOf, momentOf } from './figures.js';
import type { Plan, PlannedField, Selection } from './plan.js';
import { figureText, printFigure } from './print.js';

/** Room for a figure to grow before the frame is laid out again. */
const RESERVE = 3;
const WIDTH_BITS = 8;
const WIDTH_MAX = 255;

/** The slots of one list of objects: those of the first member, then of the next. */
interface Block {
  readonly type: Selection['type'];
  readonly figures: readonly Figure<never>[];
  /** Offset << 8 | width: objects for slots would double the memory of a frame. */
  readonly slots: Uint32Array;
}

export class Frame {
  /** Shared with nobody and handed to no socket: whoever sends it copies it. */
  bytes: Buffer = Buffer.alloc(0);
  sequence = -1;
  layouts = 0;
  private live: LivePortfolio | null = null;
  private shape = -1;
  private revaluations = -1;
  private blocks: readonly Block[] = [];

  constructor(
    private readonly plan: Plan,
    private readonly info: Pick<ServiceInfo, 'isSimulated'>,
  ) {}

  /** Brings the frame up to the portfolio's last revaluation. */
  update(moment: Moment): void {
    const { live } = moment;
    const isKnown = live === this.live && live.shape === this.shape && live.revaluations - this.revaluations <= 1;
    if (live !== this.live || live.revaluations !== this.revaluations) {
      if (!isKnown || !this.patch(moment)) this.layOut(moment);
    }
    this.live = live;
    this.shape = live.shape;
    this.revaluations = live.revaluations;
    this.sequence = live.sequence;
  }

  /** Prints what changed over; false when something no longer fits its slot. */
  private patch(moment: Moment): boolean {
    const { live } = moment;
    for (const { type, figures, slots } of this.blocks) {
      if (type === 'Valuation') {
        if (!printRow(this.bytes, { figures, slots, row: 0 }, moment)) return false;
      } else if (type === 'Holding') {
        for (const row of live.changedRows) {
          if (!printRow(this.bytes, { figures, slots, row }, live.rows[row])) return false;
        }
      } else {
        for (const [row, cash] of live.cashRows.entries()) {
          if (!printRow(this.bytes, { figures, slots, row }, cash)) return false;
        }
      }
    }
    return true;
  }

  private layOut(moment: Moment): void {
    const layout = new Layout(this.info);
    layout.text(`{"data":{${this.plan.rootKey}:`);
    layout.objects(this.plan.selection, [moment], moment);
    layout.text('}}');
    this.bytes = layout.bytes();
    this.blocks = layout.blocks;
    this.layouts += 1;
  }
}

/** The frame of a portfolio as it stands. */
export function frameOf(plan: Plan, info: Pick<ServiceInfo, 'isSimulated'>, live: LivePortfolio): Frame {
  const frame = new Frame(plan, info);
  frame.update(momentOf(live));
  return frame;
}

function printRow(
  bytes: Buffer,
  { figures, slots, row }: { figures: readonly Figure<never>[]; slots: Uint32Array; row: number },
  from: unknown,
): boolean {
  let index = row * figures.length;
  for (const figure of figures) {
    const slot = slots[index] as number;
    index += 1;
    if (!printFigure(bytes, { at: slot >>> WIDTH_BITS, width: slot & WIDTH_MAX }, figure, from as never)) return false;
  }
  return true;
}

let ink = Buffer.alloc(16 * 1024);

/** Writes a frame from its beginning, noting where the slots are. One at a time: they share their ink. */
class Layout {
  readonly blocks: Block[] = [];
  private length = 0;

  constructor(private readonly info: Pick<ServiceInfo, 'isSimulated'>) {}

  bytes(): Buffer {
    const bytes = Buffer.allocUnsafeSlow(this.length);
    ink.copy(bytes, 0, 0, this.length);
    return bytes;
  }

  text(text: string): void {
    // A UTF-16 unit takes three bytes at most.
    this.makeRoom(text.length * 3);
    this.length += ink.write(text, this.length, 'utf8');
  }

  /** Members of one type, separated by commas. */
  objects(selection: Selection, members: readonly unknown[], moment: Moment): void {
    const slots: number[] = [];
    for (const [index, member] of members.entries()) {
      if (index > 0) this.text(',');
      this.object(selection, member, { moment, slots });
    }
    if (selection.figures.length === 0 || members.length === 0) return;
    this.blocks.push({ type: selection.type, figures: selection.figures, slots: Uint32Array.from(slots) });
  }

  private object({ fields }: Selection, member: unknown, place: { moment: Moment; slots: number[] }): void {
    this.text('{');
    for (const [index, field] of fields.entries()) {
      this.text(`${index > 0 ? ',' : ''}${field.key}:`);
      this.field(field, member, place);
    }
    this.text('}');
  }

  private field(field: PlannedField, member: unknown, { moment, slots }: { moment: Moment; slots: number[] }): void {
    switch (field.kind) {
      case 'TEXT':
        return this.text(field.text);
      case 'FIXED':
        return this.text(leafText(field.leaf, field.read(member as never, this.info)));
      case 'FIGURE':
        slots.push(this.slot(field.figure, member));
        return;
      case 'ONE':
        return this.object(field.selection, (member as Described).instrument, { moment, slots: [] });
      case 'LIST': {
        this.text('[');
        this.objects(field.selection, membersOf(field.type, moment), moment);
        this.text(']');
      }
    }
  }

  private slot(figure: Figure<never>, from: unknown): number {
    const text = figureText(figure, from as never);
    // Instants have one length, but where there is none yet.
    const width = text.length + (figure.form === 'INSTANT' && text !== 'null' ? 0 : RESERVE);
    assert(width <= WIDTH_MAX, `a figure has fewer than ${WIDTH_MAX} digits`);
    const at = this.length;
    this.text(text.padEnd(width));
    return at * 2 ** WIDTH_BITS + width;
  }

  private makeRoom(bytes: number): void {
    if (this.length + bytes <= ink.length) return;
    const larger = Buffer.alloc(Math.max(ink.length * 2, this.length + bytes));
    ink.copy(larger, 0, 0, this.length);
    ink = larger;
  }
}

function leafText(leaf: GraphQLLeafType, value: unknown): string {
  return value === null || value === undefined ? 'null' : JSON.stringify(leaf.serialize(value));
}
