/** What scanners and bulletins have reported. */
export interface VulnerabilityTables {
  /** A weakness of a package, as one source reported it. */
  vulnerability: {
    plan: string;
    /** What reported it: a scanner, or what it scanned. */
    source: string;
    /** `vulnerability:npm/tar/GHSA-…`; the deduplication key of its ticket. */
    key: string;
    ecosystem: string;
    name: string;
    /** All its names, in order. */
    names: readonly string[];
    reference: string;
    first_at: number;
    last_at: number;
    /** Since when the source does not report it any more; null: it does. */
    gone_at: number | null;
    /** Since when the updates that it brings forward are known to be begun; null: they are still to be. */
    alerted_at: number | null;
  };
}
