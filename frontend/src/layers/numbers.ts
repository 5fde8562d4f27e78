/** On paper: beside each mark the numbers that its platforms have in the printed list. */
import { textScale } from "../draw/dom";
import type { Label } from "../draw/labels";
import type { Mark } from "../draw/marks";
import { toLonLat } from "../draw/position";
import type { MapContext } from "../map/context";
import { joined } from "../map/language";
import type { PaperEvent } from "../map/paper";

/** A longer row of numbers would hide more of the map than it explains. */
const LONGEST = 20;

export class Numbers {
  private numbers: PaperEvent["numbers"] = null;
  private marks: readonly Mark[] = [];

  constructor(private readonly context: MapContext) {
    context.map.on("paper", (event) => {
      this.numbers = (event as unknown as PaperEvent).numbers;
      this.label();
    });
  }

  show(marks: readonly Mark[]): void {
    this.marks = marks;
    this.label();
  }

  private label(): void {
    this.context.labels.set("numbers", this.numbers ? this.marks.flatMap((mark) => this.beside(mark)) : []);
  }

  private beside({ key, at, ids, radius }: Mark): Label[] {
    const own = ids().flatMap((id) => this.numbers?.get(id) ?? []);
    const text = joined(this.context.lang, runs(own.sort((a, b) => a - b)));
    if (!text || text.length > LONGEST) return [];
    return [{ id: `number/${key}`, at: toLonLat(at), lines: [{ text, size: 11 }], className: "n-label", priority: 95, around: radius / textScale() }];
  }
}

/** Sorted numbers, with each run of three or more as its ends. */
export function runs(numbers: readonly number[]): string[] {
  const texts: string[] = [];
  for (let i = 0, end: number; i < numbers.length; i = end + 1) {
    end = i;
    while (numbers[end + 1] === numbers[end]! + 1) end += 1;
    if (end - i < 2) end = i;
    texts.push(end > i ? `${numbers[i]}–${numbers[end]}` : String(numbers[i]));
  }
  return texts;
}
