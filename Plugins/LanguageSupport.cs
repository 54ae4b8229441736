using System.ComponentModel;

// The compiler looks for these types under their own names; .NET Framework 4.6.2 lacks them.
namespace System.Runtime.CompilerServices;

/// <summary>Marks setters that only an initializer may call: what records and <c>init</c> need.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
internal static class IsExternalInit;

/// <summary>Marks members that an initializer must set: what <c>required</c> needs.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
internal sealed class RequiredMemberAttribute : Attribute;

/// <summary>Keeps older compilers from constructing a type with <c>required</c> members.</summary>
[AttributeUsage(AttributeTargets.All, AllowMultiple = true, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
internal sealed class CompilerFeatureRequiredAttribute(string featureName) : Attribute
{
    /// <summary>Name of the feature.</summary>
    public string FeatureName { get; } = featureName;
}
