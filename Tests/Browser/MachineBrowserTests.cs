using Xunit;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>Says once, for all tests of this project, that they need a browser.</summary>
public sealed class MachineBrowserTests
{
    [SkippableFact]
    public void The_pages_are_tested_in_the_browser_of_this_machine() => Skipping.If(!MachineBrowser.IsExpected, MachineBrowser.Missing);
}
