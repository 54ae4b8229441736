// What @types/xrm does not say, and types that several scripts share.

interface Window {
  /** The client API of the page around an HTML web resource. */
  Xrm: Xrm.XrmStatic;
}

/** What a command tells when it is done. */
interface Outcome {
  level: 'success' | 'warning' | 'error';
  message: string;
  /** Id of the sync job that goes on in the background. */
  job?: string;
}

/** How many rows a connector has on the Admin Hub, and how many of them need somebody. */
interface HubCounts {
  accounts: number;
  unmapped: number;
  ambiguous: number;
  subscriptions: number;
  conflicts: number;
  held: number;
  issues: number;
  failedChanges: number;
}

/** What the user may do on the Admin Hub. */
interface HubRights {
  create: boolean;
  verify: boolean;
  sync: boolean;
}

/** A chosen row of a list, as the ribbon hands it over. */
interface RowReference {
  Id: string;
  Name: string;
  TypeName: string;
}

/** What people change of a subscription and are asked about, as a form has it. */
interface Values {
  quantity: number | null;
  price: number | null;
  term: number | null;
  termText: string;
  /** A moment as JSON has it; empty for none. */
  cancelOn: string;
}
