namespace Pax8Dataverse.Tests.Browser;

/// <summary>What a page has to be good in: colours and width of the window.</summary>
public enum Look
{
    Light,
    Dark,
    LightPhone,
    DarkPhone,
}
