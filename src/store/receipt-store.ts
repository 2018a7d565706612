import type { DeletionReceipt } from '../verification/deletion-receipt.js';

/** Port: receipts of deletions. Never changed, never removed. */
export interface ReceiptStore {
  insert(receipt: DeletionReceipt): Promise<void>;
  find(id: string): Promise<DeletionReceipt | null>;
}
