using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.Xrm.Sdk;
using Pax8Dataverse.Registration;
using Xunit;

namespace Pax8Dataverse.Tests.Solution;

/// <summary>
/// Steps and custom APIs are declared in code and written down in Solution/; neither may say what the other does not.
/// Every failure says what to change.
/// </summary>
public sealed class RegistrationTests
{
    private static readonly string Root = FindRoot();

    private static readonly IReadOnlyList<PluginBase> Plugins = typeof(PluginBase).Assembly.GetTypes()
        .Where(type => typeof(IPlugin).IsAssignableFrom(type) && !type.IsAbstract)
        .Select(type => (PluginBase)Activator.CreateInstance(type)!)
        .ToList();

    /// <summary>
    /// Full names are hashed into the keys by which an upgrade finds types, steps and custom APIs again. New ones are added; one that
    /// is here is neither renamed nor moved to another folder.
    /// </summary>
    private static readonly string[] Names =
    [
        "Pax8Dataverse.ConnectorCommands.AcceptOtherPartnerApi",
        "Pax8Dataverse.ConnectorCommands.DeclareRestoredApi",
        "Pax8Dataverse.ConnectorCommands.PreviewTakeOverApi",
        "Pax8Dataverse.ConnectorCommands.TakeOverApi",
        "Pax8Dataverse.ConnectorCommands.VerifyConnectivityApi",
        "Pax8Dataverse.Connectors.ConnectorKeysOnCreatePlugin",
        "Pax8Dataverse.Connectors.ConnectorKeysOnUpdatePlugin",
        "Pax8Dataverse.Connectors.ConnectorRulesOnCreatePlugin",
        "Pax8Dataverse.Connectors.ConnectorRulesOnUpdatePlugin",
        "Pax8Dataverse.Connectors.SetApplicationSecretApi",
        "Pax8Dataverse.DriftReport.CompareSubscriptionsApi",
        "Pax8Dataverse.LicenseChanges.ConfirmLicenseChangeApi",
        "Pax8Dataverse.LicenseChanges.LicenseChangeDeletionPlugin",
        "Pax8Dataverse.LicenseChanges.LicenseChangePushPlugin",
        "Pax8Dataverse.LicenseChanges.LicenseChangeRulesOnCreatePlugin",
        "Pax8Dataverse.LicenseChanges.LicenseChangeRulesOnUpdatePlugin",
        "Pax8Dataverse.LicenseChanges.SendLicenseChangeBeforeApi",
        "Pax8Dataverse.LicenseChanges.WithdrawLicenseChangeApi",
        "Pax8Dataverse.Orders.ApproveOrderApi",
        "Pax8Dataverse.Orders.CancelOrderApi",
        "Pax8Dataverse.Orders.CheckOrderApi",
        "Pax8Dataverse.Orders.OrderApprovalRulesOnCreatePlugin",
        "Pax8Dataverse.Orders.OrderApprovalRulesOnUpdatePlugin",
        "Pax8Dataverse.Orders.OrderDeletionPlugin",
        "Pax8Dataverse.Orders.OrderLineDeletionPlugin",
        "Pax8Dataverse.Orders.OrderLineRulesOnCreatePlugin",
        "Pax8Dataverse.Orders.OrderLineRulesOnUpdatePlugin",
        "Pax8Dataverse.Orders.OrderRulesOnCreatePlugin",
        "Pax8Dataverse.Orders.OrderRulesOnUpdatePlugin",
        "Pax8Dataverse.Orders.OrderSendPlugin",
        "Pax8Dataverse.Orders.ReadOrderingDetailsApi",
        "Pax8Dataverse.Orders.RejectOrderApi",
        "Pax8Dataverse.Orders.SettleOrderApi",
        "Pax8Dataverse.Orders.SubmitOrderApi",
        "Pax8Dataverse.Products.ReadProductPricesApi",
        "Pax8Dataverse.Products.SyncProductsApi",
        "Pax8Dataverse.ProviderAccounts.ConfirmCompanyCreatedApi",
        "Pax8Dataverse.ProviderAccounts.CustomerDeletionPlugin",
        "Pax8Dataverse.ProviderAccounts.CustomerStatePlugin",
        "Pax8Dataverse.ProviderAccounts.ProviderAccountDeletionPlugin",
        "Pax8Dataverse.ProviderAccounts.ProviderAccountRulesOnCreatePlugin",
        "Pax8Dataverse.ProviderAccounts.ProviderAccountRulesOnUpdatePlugin",
        "Pax8Dataverse.ProviderAccounts.ProvisionAccountApi",
        "Pax8Dataverse.ProviderAccounts.ProvisionProviderAccountApi",
        "Pax8Dataverse.ProviderAccounts.ProvisioningPushPlugin",
        "Pax8Dataverse.ProviderAccounts.SyncProviderAccountsApi",
        "Pax8Dataverse.ProviderAccounts.WithdrawProvisioningApi",
        "Pax8Dataverse.Subscriptions.ApplyHeldValueApi",
        "Pax8Dataverse.Subscriptions.CancelSubscriptionApi",
        "Pax8Dataverse.Subscriptions.DiscardHeldValueApi",
        "Pax8Dataverse.Subscriptions.KeepPax8Api",
        "Pax8Dataverse.Subscriptions.KeepWork365Api",
        "Pax8Dataverse.Subscriptions.MappingFollowPlugin",
        "Pax8Dataverse.Subscriptions.SubscriptionDeletionPlugin",
        "Pax8Dataverse.Subscriptions.SubscriptionFirstLogPlugin",
        "Pax8Dataverse.Subscriptions.SubscriptionRulesOnCreatePlugin",
        "Pax8Dataverse.Subscriptions.SubscriptionRulesOnUpdatePlugin",
        "Pax8Dataverse.Subscriptions.SyncSubscriptionsApi",
        "Pax8Dataverse.Sync.ApplyHeldApi",
        "Pax8Dataverse.Sync.ConfirmGoneApi",
        "Pax8Dataverse.Sync.ConnectorDeactivatedPlugin",
        "Pax8Dataverse.Sync.DiscardHeldApi",
        "Pax8Dataverse.Sync.ResumeSyncApi",
        "Pax8Dataverse.Sync.SyncBatchWorkPlugin",
        "Pax8Dataverse.Sync.SyncIssueRulesOnUpdatePlugin",
        "Pax8Dataverse.Sync.SyncJobPlanPlugin",
        "Pax8Dataverse.Sync.SyncJobStartPlugin",
    ];

    private static readonly Dictionary<string, string> MessageIds = new()
    {
        ["Create"] = "9ebdbb1b-ea3e-db11-86a7-000a3a5473e8",
        ["Update"] = "20bebb1b-ea3e-db11-86a7-000a3a5473e8",
        ["Delete"] = "a1bdbb1b-ea3e-db11-86a7-000a3a5473e8",
    };

    [Fact]
    public void No_plug_in_changes_its_name_for_the_platform_knows_it_by_nothing_else() =>
        Assert.Equal(Names, Plugins.Select(plugin => plugin.GetType().FullName).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_plug_in_declares_one_step_or_one_custom_api()
    {
        var wrong = Plugins.Where(plugin => plugin.Steps.Count + (plugin.CustomApi is null ? 0 : 1) != 1).Select(plugin => plugin.GetType().Name);

        Assert.True(!wrong.Any(), $"Give each of these classes exactly one declaration: {string.Join(", ", wrong)}.");
    }

    [Fact]
    public void Every_declared_step_has_a_file_that_says_the_same()
    {
        var findings = new List<string>();
        var files = StepFiles();

        foreach (var plugin in Plugins)
            foreach (var step in plugin.Steps)
            {
                if (!files.TryGetValue(step.Name, out var file))
                    findings.Add($"Step \"{step.Name}\" is declared in code but has no file under Solution/src/SdkMessageProcessingSteps. Add the file or remove the declaration.");
                else
                    findings.AddRange(Differences(plugin, step, file));
            }

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    [Fact]
    public void Every_step_file_belongs_to_a_declared_step()
    {
        var declared = Plugins.SelectMany(plugin => plugin.Steps).Select(step => step.Name).ToHashSet();

        var strangers = StepFiles().Keys.Where(name => !declared.Contains(name));

        Assert.True(!strangers.Any(), $"No code declares these steps; remove their files and root components or declare them: {string.Join("; ", strangers)}.");
    }

    [Fact]
    public void Every_declared_custom_api_has_a_folder_that_says_the_same()
    {
        var findings = new List<string>();

        foreach (var plugin in Plugins.Where(plugin => plugin.CustomApi is not null))
            findings.AddRange(Differences(plugin, plugin.CustomApi!));

        Assert.True(findings.Count == 0, string.Join(Environment.NewLine, findings));
    }

    [Fact]
    public void Every_custom_api_folder_belongs_to_a_declared_custom_api()
    {
        var declared = Plugins.Select(plugin => plugin.CustomApi?.UniqueName).ToHashSet();

        var strangers = Directory.GetDirectories(Path.Combine(Root, "customapis")).Select(Path.GetFileName).Where(name => !declared.Contains(name));

        Assert.True(!strangers.Any(), $"No code declares these custom APIs; remove their folders or declare them: {string.Join(", ", strangers)}.");
    }

    private static IEnumerable<string> Differences(PluginBase plugin, StepDeclaration step, XElement file)
    {
        var expected = new Dictionary<string, string>
        {
            ["SdkMessageId"] = MessageIds[step.Message],
            ["PluginTypeExportKey"] = ExportKey(plugin.GetType()),
            ["PrimaryEntity"] = step.Table,
            ["AsyncAutoDelete"] = step.AsyncAutoDelete ? "1" : "0",
            ["FilteringAttributes"] = Sorted(step.FilteringColumns),
            ["Mode"] = step.Asynchronous ? "1" : "0",
            ["Rank"] = step.Rank.ToString(CultureInfo.InvariantCulture),
            ["Stage"] = step.Stage.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (element, value) in expected)
        {
            var written = file.Element(element)?.Value ?? "(nothing)";
            if (element == "FilteringAttributes") written = Sorted(written.Split(',', StringSplitOptions.RemoveEmptyEntries));
            if (written != value) yield return $"The file of step \"{step.Name}\" has {element} {written}, the code declares {value}. Write {value} into the file.";
        }
        var images = file.Element("SdkMessageProcessingStepImages")!.Elements().Select(image =>
            $"{image.Element("EntityAlias")!.Value} type {image.Element("ImageType")!.Value} of {image.Element("MessagePropertyName")!.Value}: {Sorted(image.Element("Attributes")!.Value.Split(','))}");
        var declared = step.Images.Select(image => $"{image.Alias} type {image.Type} of Target: {Sorted(image.Columns)}");
        foreach (var missing in declared.Except(images)) yield return $"The file of step \"{step.Name}\" lacks the image {missing}. Add it.";
        foreach (var surplus in images.Except(declared)) yield return $"The file of step \"{step.Name}\" has the image {surplus}, which the code does not declare. Remove it.";
    }

    private static IEnumerable<string> Differences(PluginBase plugin, CustomApiDeclaration api)
    {
        var folder = Path.Combine(Root, "customapis", api.UniqueName);
        if (!File.Exists(Path.Combine(folder, "customapi.xml")))
        {
            yield return $"Custom API {api.UniqueName} is declared in code but has no folder under Solution/src/customapis. Add it or remove the declaration.";
            yield break;
        }
        var file = XElement.Load(Path.Combine(folder, "customapi.xml"));
        var expected = new Dictionary<string, string>
        {
            ["bindingtype"] = api.Binding.ToString(CultureInfo.InvariantCulture),
            ["boundentitylogicalname"] = api.BoundTable ?? "",
            ["executeprivilegename"] = api.ExecutePrivilege ?? "",
            ["isfunction"] = api.IsFunction ? "1" : "0",
            ["isprivate"] = api.IsPrivate ? "1" : "0",
        };
        foreach (var (element, value) in expected)
            if ((file.Element(element)?.Value ?? "") != value)
                yield return $"customapi.xml of {api.UniqueName} has {element} {file.Element(element)?.Value}, the code declares {value}. Write {value} into the file.";
        var key = file.Element("plugintypeid")?.Element("plugintypeexportkey")?.Value;
        if (key != ExportKey(plugin.GetType()))
            yield return $"customapi.xml of {api.UniqueName} has the export key {key}, {plugin.GetType().FullName} has {ExportKey(plugin.GetType())}. Write the latter into the file.";
        foreach (var finding in Parameters(folder, "customapirequestparameter", api.UniqueName, api.RequestParameters)) yield return finding;
        foreach (var finding in Parameters(folder, "customapiresponseproperty", api.UniqueName, api.ResponseProperties)) yield return finding;
    }

    private static IEnumerable<string> Parameters(string apiFolder, string kind, string api, IReadOnlyList<ParameterDeclaration> declared)
    {
        var folder = Path.Combine(apiFolder, kind.EndsWith('y') ? kind[..^1] + "ies" : kind + "s");
        var written = Directory.Exists(folder)
            ? Directory.GetDirectories(folder).ToDictionary(path => Path.GetFileName(path), path => XElement.Load(Path.Combine(path, kind + ".xml")))
            : [];
        foreach (var parameter in declared)
        {
            if (!written.TryGetValue(parameter.UniqueName, out var file)) yield return $"{api} declares {parameter.UniqueName}, which has no {kind}.xml. Add it.";
            else if (file.Element("type")?.Value != parameter.Type.ToString(CultureInfo.InvariantCulture)) yield return $"{kind}.xml of {api}.{parameter.UniqueName} has type {file.Element("type")?.Value}, the code declares {parameter.Type}.";
        }
        foreach (var stranger in written.Keys.Except(declared.Select(parameter => parameter.UniqueName))) yield return $"{api} has a {kind} {stranger} that the code does not declare. Remove it or declare it.";
    }

    /// <summary>The key by which the platform finds a type of a plug-in package: upper-case SHA-256 of package, assembly and type name.</summary>
    private static string ExportKey(Type type) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"pax8_pax8dataverse|{type.Assembly.GetName().Name!.ToLowerInvariant()}|{type.FullName}")));

    private static string Sorted(IEnumerable<string> columns) => string.Join(",", columns.OrderBy(column => column, StringComparer.Ordinal));

    private static Dictionary<string, XElement> StepFiles() =>
        Directory.GetFiles(Path.Combine(Root, "SdkMessageProcessingSteps"), "*.xml").Select(XElement.Load).ToDictionary(file => file.Attribute("Name")!.Value);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pax8Dataverse.sln"))) folder = folder.Parent;
        return Path.Combine(folder!.FullName, "Solution", "src");
    }
}
