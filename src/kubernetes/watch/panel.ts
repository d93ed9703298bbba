/** What a panel of a dashboard shows: each query with the name of its lines. */
export interface Panel {
  readonly title: string;
  /** Unit in the notation of Grafana. */
  readonly unit: string;
  readonly queries: ReadonlyArray<readonly [expr: string, legend: string]>;
}
