/** Windows' print spooler, as far as sending raw bytes through a queue needs it. Rejects with Failures `printer-…` and `native-driver-…`. */
export interface PrintSpooler {
  /** The queues of this PC, by the names people see. */
  listQueues(): Promise<readonly string[]>;
  readQueue(queue: string): Promise<SpoolerQueue>;
  /** Hands over one document, to be sent as it is; resolves with its number once the spooler has all of it. */
  submit(queue: string, documentName: string, bytes: Uint8Array): Promise<number>;
  /** Undefined once the spooler has forgotten it: printed, or deleted. */
  findJob(queue: string, jobId: number): Promise<SpoolerJob | undefined>;
  /** Deletes what the printer has not got yet. */
  deleteJob(queue: string, jobId: number): Promise<void>;
}

/** `status` holds `PRINTER_STATUS_…`, `attributes` `PRINTER_ATTRIBUTE_…` of winspool. */
export interface SpoolerQueue {
  readonly status: number;
  readonly attributes: number;
}

/** `status` holds `JOB_STATUS_…` of winspool. */
export interface SpoolerJob {
  readonly status: number;
}
