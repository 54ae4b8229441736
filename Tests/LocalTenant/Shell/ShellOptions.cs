namespace Pax8Dataverse.LocalTenant.Shell;

/// <summary>How the shell behaves where Dataverse's documentation leaves it open, or environments differ.</summary>
public sealed record ShellOptions
{
    /// <summary>The environment's base language; 1033 is English.</summary>
    public int BaseLanguage { get; init; } = 1033;

    /// <summary>What Xrm.Utility.getResourceString does where the user's language has no resx web resource.</summary>
    public MissingTexts MissingTexts { get; init; }
}

/// <summary>Two pages of the documentation say different things.</summary>
public enum MissingTexts
{
    /// <summary>learn.microsoft.com/power-apps/developer/model-driven-apps/clientapi/reference/xrm-utility/getresourcestring</summary>
    Throw,

    /// <summary>learn.microsoft.com/power-apps/developer/model-driven-apps/resx-web-resources</summary>
    BaseLanguage,
}
