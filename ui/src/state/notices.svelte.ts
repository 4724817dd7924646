/**
 * Short messages at the bottom of the window. They never ask a question; the one action they
 * may carry is usually "Undo".
 */
import { AppError } from '../api';
import { errorText } from '../i18n/index.svelte';

export interface Notice {
  id: number;
  tone: 'plain' | 'good' | 'problem';
  text: string;
  action?: { label: string; run: () => void };
  /** Stays until it is closed: it says something that must not be missed. */
  stays?: boolean;
}

class Notices {
  list = $state<Notice[]>([]);
  #next = 1;

  /** Shows a notice for a while. The answer names it in `dismiss`. */
  show(notice: Omit<Notice, 'id'>): number {
    const id = this.#next++;
    this.list = [...this.list.slice(-2), { ...notice, id }];
    if (!notice.stays)
      setTimeout(() => this.dismiss(id), notice.action || notice.tone === 'problem' ? 9000 : 4500);
    return id;
  }

  /** Says what went wrong, whatever was thrown. */
  problem(thrown: unknown) {
    this.show({ tone: 'problem', text: errorText(AppError.from(thrown)) });
  }

  dismiss(id: number) {
    this.list = this.list.filter((one) => one.id !== id);
  }
}

export const notices = new Notices();
