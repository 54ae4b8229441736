using System;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Outbox;

namespace Pax8Dataverse.Orders;

/// <summary>Why an order is not sent now, in words for orders; what decides is the same as for license changes. Pure.</summary>
internal static class OrderHolds
{
    private const string AskAgain = "Look in Pax8 whether it was placed there. Press Cancel Order if it was, or Submit to send it from here.";

    /// <summary>What holds an order that is released; null where it may be sent.</summary>
    public static Hold? Of(OrderState order, ConnectorSettings connector, DateTime now) =>
        order.WaitsFor == HoldReasons.Confirmation
            ? new(HoldReasons.Confirmation, order.Message ?? AskAgain)
            : OfOrigin(order, connector, now) ?? Worded(ConnectorHolds.OfConnection(connector) ?? ConnectorHolds.OfWriteBack(connector), connector) ?? OfRight(connector);

    /// <summary>Pax8 has refused to write with these credentials: asking again for each order would only be refused again.</summary>
    private static Hold? OfRight(ConnectorSettings connector) => !connector.MayOnlyRead ? null : new(HoldReasons.Inactive,
        $"Pax8 lets the credentials of {connector.Name} read and not write, so the order was not sent. Ask a Partner Admin of Pax8 to permit it, then press Verify Connectivity.");

    /// <summary>What holds it for where its row came from: rows that were copied or restored may be of an order that has been sent.</summary>
    public static Hold? OfOrigin(OrderState order, ConnectorSettings connector, DateTime now) => Worded(ConnectorHolds.OfOrigin(order, connector, now), connector);

    private static Hold? Worded(Hold? hold, ConnectorSettings connector) => hold is null ? null : new(hold.Reason, hold.Reason switch
    {
        HoldReasons.CopiedEnvironment => $"{connector.Name} is copied from another environment, so the order was not sent. Press Cancel Order, or enter the Application Secret again in this environment where orders are meant to be placed from here.",
        HoldReasons.Confirmation => $"This order may have been sent before this environment was copied or restored, so it waits. {AskAgain}",
        HoldReasons.WriteBack => $"Write-back of {connector.Name} is No, so the order was not sent. Set it to Yes; the order is then sent with the next Sync Subscriptions or Verify Connectivity.",
        _ when connector.IsPartnerInDoubt => $"Pax8 looks like another partner's with the credentials of {connector.Name}, so the order was not sent. Enter the right credentials and press Verify Connectivity.",
        _ => $"{connector.Name} is inactive, so the order was not sent. Activate the provider integration and press Verify Connectivity.",
    });
}
