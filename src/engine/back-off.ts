export interface BackOffSettings {
  readonly firstMs: number;
  readonly capMs: number;
}

/** Wait before start attempt number `failures + 1`: firstMs * 2^(failures - 1), at most the cap; none without a failure. */
export const backOffMs = (failures: number, { firstMs, capMs }: BackOffSettings): number =>
  failures <= 0 ? 0 : Math.min(capMs, firstMs * 2 ** Math.min(failures - 1, 30));
