import type { DepartmentEntry } from '@onevisit/schema';
import type { ClientClaims } from '../../clientClaims.js';

/** Shows how far something long is. */
export interface Progress {
  /** Begins a bar. `total` counts what `add` adds. */
  start(label: string, total: number): ProgressBar;
}

/** One bar. */
export interface ProgressBar {
  add(count: number): void;
  done(): void;
}

/** What the demo needs from whoever runs it. */
export interface DemoOptions {
  /** The gateway, such as http://127.0.0.1:4000; its API is at /graphql. */
  readonly gatewayUrl: string;
  /** Makes a bearer token that the gateway accepts. */
  token(claims: ClientClaims): Promise<string>;
  /** Market subjects of the city. */
  readonly subjects: number;
  /** Seed of the city. */
  readonly seed: string;
  /** YYYY-MM-DD; windows lie in the three months after it. */
  readonly today: string;
  /** The departments of the hub. */
  readonly register: readonly DepartmentEntry[];
  readonly progress: Progress;
  /** Prints a line. */
  print(line: string): void;
}
