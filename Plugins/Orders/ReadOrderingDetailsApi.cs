using System;
using Pax8Dataverse.Products;
using Pax8Dataverse.Registration;

namespace Pax8Dataverse.Orders;

/// <summary>Custom API <c>pax8_ReadOrderingDetails</c>: asks Pax8 for prices, commitments, provisioning fields and required products of a product, for one provider account.</summary>
public sealed class ReadOrderingDetailsApi : PluginBase
{
    /// <summary>Declares the custom API.</summary>
    public ReadOrderingDetailsApi() =>
        Implements("pax8_ReadOrderingDetails", Product.Table)
            .For("prvCreate" + OrderLine.SchemaName)
            .Takes("ProviderAccountId", ParameterType.Guid)
            .Returns("Details", ParameterType.String)
            .Do(_ => throw new NotSupportedException());
}
