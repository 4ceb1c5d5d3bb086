/** A session's transactions, as far as a client can see them: @@TRANCOUNT and XACT_ABORT. */
export class Transactions {
  /** @@TRANCOUNT. */
  count = 0;
  /** SET XACT_ABORT ON. */
  abortOnError = false;
  /** How long the next rollback takes; for tests. */
  rollbackMs = 0;

  /** An error or an attention ends the transaction only with XACT_ABORT ON. */
  interrupted(): void {
    if (this.abortOnError) this.count = 0;
  }

  reset(): void {
    this.count = 0;
    this.abortOnError = false;
  }
}
