import { type DocumentId, documentId } from "../../contract/brands.ts";
import type { PageLog } from "./page-log.ts";
import type { RecordedFrame, RecordedPage, RecordedRequest } from "./recorded-page.ts";

/**
 * Follows the documents of a page's main frame. Playwright does not say which frame a socket belongs to, so what happens in
 * a frame counts for the page's document.
 */
export class DocumentRecorder {
  /** The document that is loaded; null after the page has closed. */
  current: DocumentId | null;
  private count = 1;
  /**
   * The request for the next document. Playwright tells of a navigation inside the document (pushState, #) the same way as of
   * a load: only a request makes a new one.
   */
  private requested: RecordedRequest | null = null;
  private readonly page: RecordedPage;
  private readonly log: PageLog;

  constructor(page: RecordedPage, log: PageLog) {
    this.page = page;
    this.log = log;
    this.current = this.begin();
  }

  readonly onRequest = (request: RecordedRequest): void => {
    if (request.isNavigationRequest() && frameOf(request) === this.page.mainFrame()) this.requested = request;
  };

  /** A download, an answer without content (204) or one that came too late: the document stays. */
  readonly onFailed = (request: RecordedRequest): void => {
    if (request === this.requested) this.requested = null;
  };

  readonly onNavigated = (frame: RecordedFrame): void => {
    if (frame !== this.page.mainFrame()) return;
    const loaded = this.requested !== null || isUnrequested(frame.url());
    this.requested = null;
    if (!loaded) return;
    this.end();
    this.count++;
    this.current = this.begin();
  };

  readonly end = (): void => {
    if (this.current !== null)
      this.log.append({ type: "document-ended", document: this.current, time: this.log.now() });
    this.current = null;
  };

  private begin(): DocumentId {
    const document = documentId(`d${this.count}`);
    this.log.append({ type: "document", document, time: this.log.now(), url: this.page.url() });
    return document;
  }
}

/** Documents that come without a request, and Chromium's own that it shows after the request for another has failed. */
function isUnrequested(address: string): boolean {
  return /^(?:about|data|blob|chrome-error):/.test(address);
}

/** Requests of a service worker have no frame: asking throws. */
function frameOf(request: RecordedRequest): RecordedFrame | null {
  try {
    return request.frame();
  } catch {
    return null;
  }
}
