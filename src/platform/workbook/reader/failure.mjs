// @ts-check

/**
 * Why a file is refused: the reason of a `workbook.*` error code with what its message is filled with. A plain class, because it
 * must cross from the worker thread to the main one, where it becomes an `AppError`.
 */
export class Failure extends Error {
  /**
   * @param {string} reason for example `tooManyRows`
   * @param {Record<string, string | number>} [params]
   */
  constructor(reason, params = {}) {
    super(reason);
    this.reason = reason;
    this.params = params;
  }
}
