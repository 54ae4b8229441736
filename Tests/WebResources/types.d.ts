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

/** What pax8_ReadOrderingDetails answers: what Pax8 offers for a product at this moment. */
interface OrderingDetails {
  prices: OrderingPrice[];
  commitments: OrderingCommitment[];
  fields: OrderingField[];
  requires: { name: string | null; products: { id: string; name: string | null }[] }[];
  /** A moment as JSON has it. */
  readOn: string;
}

interface OrderingPrice {
  billingTerm: string;
  commitmentTerm: string | null;
  unit: string | null;
  type: string | null;
  rates: OrderingRate[];
}

interface OrderingRate {
  from: number;
  /** null: no end. */
  to: number | null;
  cost: number | null;
  retail: number | null;
  charge: string | null;
}

interface OrderingCommitment {
  id: string;
  term: string | null;
  autoRenew: boolean | null;
  allowsIncrease: boolean | null;
  allowsDecrease: boolean | null;
  allowsEarlyCancellation: boolean | null;
  hasCancellationFee: boolean | null;
}

/** Something that Pax8 asks for to set a product up; values are null where any text will do. */
interface OrderingField {
  key: string;
  label: string;
  description: string | null;
  type: 'Input' | 'Single-Value' | 'Multi-Value' | null;
  values: string[] | null;
}

/** A price and the commitment that goes with it. */
interface Offer {
  price: OrderingPrice;
  commitment: OrderingCommitment | null;
}

/** Provisioning details of an order line: texts by key. */
type Entered = Record<string, string[]>;
