using Microsoft.Xrm.Sdk;

namespace DataverseEmulator.Pipeline;

/// <summary>
/// The shared variables of one message: stage 10 has its own, which later stages find in their ParentContext; stages 20
/// and 40 share the inner ones. The request's optional parameter <c>tag</c> is in both.
/// Source: learn.microsoft.com/power-apps/developer/data-platform/understand-the-data-context#shared-variables and
/// learn.microsoft.com/power-apps/developer/data-platform/optional-parameters
/// </summary>
internal sealed class SharedVariables
{
    public const string Tag = "tag";

    public SharedVariables(RowOperation operation)
    {
        if (operation.Input.TryGetValue(Tag, out object tag))
        {
            operation.Input.Remove(Tag);
            Outer[Tag] = tag;
            Inner[Tag] = tag;
        }
    }

    public ParameterCollection Outer { get; } = [];

    public ParameterCollection Inner { get; } = [];
}
