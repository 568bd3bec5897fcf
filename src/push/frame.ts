/**
 * The ready answer of one plan for one portfolio: the bytes of `{"data":...}` with its figures in slots. Invariant: between
 * two calls it is a whole JSON text whose parsed form, key order included, is what graphql-js would have answered.
 */
import type { GraphQLLeafType } from 'graphql';
import { assert } from '../domain/assert.js';
import type { LivePortfolio } from '../domain/live-portfolio.js';
import type { ServiceInfo } from '../services/service.js';
import { type Described, type Figure, type Moment, membersOf } from './figures.js';
import type { Plan, PlannedField, Selection } from './plan.js';
import { figureText, printFigure } from './print.js';

/** Room for a figure to grow before the frame is laid out again. */
const RESERVE = 3;
const WIDTH_BITS = 8;
const WIDTH_MAX = 255;

const NO_SLOTS = new Uint32Array(0);

export class Frame {
  /** Shared with nobody and handed to no socket: whoever sends it copies it. */
  bytes: Buffer = Buffer.alloc(0);
  sequence = -1;
  layouts = 0;
  private live: LivePortfolio | null = null;
  private shape = -1;
  private revaluations = -1;
  /**
   * Where the slots of each of the plan's blocks begin, then the slots, member by member, as offset << 8 | width: objects for slots would
   * double the memory of a frame.
   */
  private slots: Uint32Array = NO_SLOTS;

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
    const { blocks } = this.plan;
    for (let block = 0; block < blocks.length; block += 1) {
      const { type, figures } = blocks[block] as Selection;
      const first = this.slots[block] as number;
      if (!this.patchBlock(type, { figures, first }, moment)) return false;
    }
    return true;
  }

  private patchBlock(
    type: Selection['type'],
    { figures, first }: { figures: readonly Figure<never>[]; first: number },
    moment: Moment,
  ): boolean {
    if (type === 'Valuation') return this.print(figures, first, moment);
    const { changedRows, rows, cashRows } = moment.live;
    if (type === 'Holding') return changedRows.every((row) => this.print(figures, first + row * figures.length, rows[row]));
    return cashRows.every((cash, row) => this.print(figures, first + row * figures.length, cash));
  }

  /** One object's figures, whose slots begin there. */
  private print(figures: readonly Figure<never>[], first: number, from: unknown): boolean {
    let index = first;
    for (const figure of figures) {
      const slot = this.slots[index] as number;
      index += 1;
      if (!printFigure(this.bytes, { at: slot >>> WIDTH_BITS, width: slot & WIDTH_MAX }, figure, from as never)) return false;
    }
    return true;
  }

  private layOut(moment: Moment): void {
    // What was long will be so again: a slot that shrank would soon have the frame laid out once more.
    const layout = new Layout(this.plan, this.info, moment.live === this.live ? this.slots : NO_SLOTS);
    layout.text(`{"data":{${this.plan.rootKey}:`);
    layout.objects(this.plan.selection, [moment], moment);
    layout.text('}}');
    this.bytes = layout.bytes();
    this.slots = layout.slots();
    this.layouts += 1;
  }
}

let ink = Buffer.alloc(16 * 1024);

/** Of an object: where its slots go, and where those of its block began. */
interface Place {
  readonly moment: Moment;
  readonly slots: number[];
  readonly first: number;
}

/** Writes a frame from its beginning, noting where the slots are. One at a time: they share their ink. */
class Layout {
  private readonly blocks: number[][];
  private length = 0;

  constructor(
    private readonly plan: Plan,
    private readonly info: Pick<ServiceInfo, 'isSimulated'>,
    /** The slots it had, none of which becomes narrower; none where there are other members. */
    private readonly before: Uint32Array,
  ) {
    this.blocks = plan.blocks.map(() => []);
  }

  bytes(): Buffer {
    const bytes = Buffer.allocUnsafeSlow(this.length);
    ink.copy(bytes, 0, 0, this.length);
    return bytes;
  }

  slots(): Uint32Array {
    let first = this.blocks.length;
    const firsts = this.blocks.map((slots) => {
      first += slots.length;
      return first - slots.length;
    });
    return Uint32Array.from([...firsts, ...this.blocks.flat()]);
  }

  text(text: string): void {
    // A UTF-16 unit takes three bytes at most.
    this.makeRoom(text.length * 3);
    this.length += ink.write(text, this.length, 'utf8');
  }

  /** Members of one type, separated by commas. */
  objects(selection: Selection, members: readonly unknown[], moment: Moment): void {
    const block = this.plan.blocks.indexOf(selection);
    const place = { moment, slots: [], first: this.before[block] ?? 0 };
    for (const [index, member] of members.entries()) {
      if (index > 0) this.text(',');
      this.object(selection, member, place);
    }
    if (block >= 0) this.blocks[block] = place.slots;
  }

  private object({ fields }: Selection, member: unknown, place: Place): void {
    this.text('{');
    for (const [index, field] of fields.entries()) {
      this.text(`${index > 0 ? ',' : ''}${field.key}:`);
      this.field(field, member, place);
    }
    this.text('}');
  }

  private field(field: PlannedField, member: unknown, { moment, slots, first }: Place): void {
    switch (field.kind) {
      case 'TEXT':
        return this.text(field.text);
      case 'FIXED':
        return this.text(leafText(field.leaf, field.read(member as never, this.info)));
      case 'FIGURE':
        slots.push(this.slot(field.figure, member, (this.before[first + slots.length] ?? 0) & WIDTH_MAX));
        return;
      case 'ONE':
        return this.object(field.selection, (member as Described).instrument, { moment, slots: [], first: 0 });
      case 'LIST': {
        this.text('[');
        this.objects(field.selection, membersOf(field.type, moment), moment);
        this.text(']');
      }
    }
  }

  private slot(figure: Figure<never>, from: unknown, widthBefore: number): number {
    const text = figureText(figure, from as never);
    // Instants have one length, but where there is none yet.
    const width = Math.max(widthBefore, text.length + (figure.form === 'INSTANT' && text !== 'null' ? 0 : RESERVE));
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
