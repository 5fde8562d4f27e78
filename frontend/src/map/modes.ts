/** How platforms are drawn now: as marks, unless a layer that shows them in its own way claims them. */

/** One by one, close ones as clusters: the usual way. */
export const MARKS = "marks";

interface Claim {
  mode: string;
  rank: number;
  holds: () => boolean;
}

export class Modes {
  private readonly claims: Claim[] = [];

  /** A layer says when platforms are drawn its way. Where several claims hold, the one of the highest rank does. */
  claim(mode: string, rank: number, holds: () => boolean): void {
    this.claims.push({ mode, rank, holds });
    this.claims.sort((a, b) => b.rank - a.rank);
  }

  get current(): string {
    return this.claims.find((claim) => claim.holds())?.mode ?? MARKS;
  }
}
