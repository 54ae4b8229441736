using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Pax8Dataverse.Connectors;
using Pax8Dataverse.Registration;
using Pax8Dataverse.Tests.Solution.Checks;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>The notices beside the field say in English what the server says, word for word.</summary>
public sealed partial class EndpointNoticeTests
{
    private static readonly Dictionary<string, string> English = ScriptTexts.Of(Repository.Solution).ToDictionary(text => text.Key, text => text.Value.English);

    [Theory]
    [InlineData("endpointMissing", " ")]
    [InlineData("endpointNoAddress", "api.pax8.com")]
    [InlineData("endpointNotHttps", "http://api.pax8.com")]
    [InlineData("endpointUser", "https://me@api.pax8.com")]
    [InlineData("endpointQuery", "https://api.pax8.com?x=1")]
    [InlineData("endpointPath", "https://api.pax8.com/v1")]
    [InlineData("endpointHost", "https://127.0.0.1")]
    [InlineData("endpointNotPax8", "https://api.example.com")]
    [InlineData("endpointPort", "https://api.pax8.com:8443")]
    public void An_address_that_the_server_refuses_is_noticed_in_its_words(string key, string address)
    {
        var refusal = Assert.Throws<RefusedException>(() => Endpoint.Check(address, production: true));

        Assert.Equal(refusal.Message, English[key]);
    }

    [Fact]
    public void Every_notice_of_the_script_is_among_them() =>
        Assert.Equal(
            Keys().Matches(Repository.Solution.Text("WebResources/pax8_/connector/endpoint.js")).Select(match => match.Groups[1].Value).Order(),
            English.Keys.Where(key => key.StartsWith("endpoint", System.StringComparison.Ordinal)).Order());

    [GeneratedRegex(@"'(endpoint\w+)'")]
    private static partial Regex Keys();
}
