using System;
using System.Collections.Generic;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Pax8Dataverse.Tests.Browser;

/// <summary>
/// A test that opens a page. Where the machine has no browser none of them is there, and <see cref="MachineBrowserTests"/> says
/// so once. With CI=true they are there and fail.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Pax8Dataverse.Tests.Browser.BrowserFactDiscoverer", "Pax8Dataverse.Tests.Browser")]
public sealed class BrowserFactAttribute : FactAttribute;

/// <summary>As <see cref="BrowserFactAttribute"/>, for several values.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Pax8Dataverse.Tests.Browser.BrowserTheoryDiscoverer", "Pax8Dataverse.Tests.Browser")]
public sealed class BrowserTheoryAttribute : TheoryAttribute;

/// <summary>Named by <see cref="BrowserFactAttribute"/>.</summary>
public sealed class BrowserFactDiscoverer(IMessageSink sink) : IXunitTestCaseDiscoverer
{
    private readonly FactDiscoverer facts = new(sink);

    /// <inheritdoc />
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        MachineBrowser.IsExpected ? facts.Discover(discoveryOptions, testMethod, factAttribute) : [];
}

/// <summary>Named by <see cref="BrowserTheoryAttribute"/>.</summary>
public sealed class BrowserTheoryDiscoverer(IMessageSink sink) : IXunitTestCaseDiscoverer
{
    private readonly TheoryDiscoverer theories = new(sink);

    /// <inheritdoc />
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions discoveryOptions, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        MachineBrowser.IsExpected ? theories.Discover(discoveryOptions, testMethod, factAttribute) : [];
}
