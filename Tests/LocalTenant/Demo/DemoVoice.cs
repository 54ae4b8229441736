using Spectre.Console;

namespace Pax8Dataverse.LocalTenant.Demo;

/// <summary>Tells a person what happens while it happens.</summary>
internal interface IDemoVoice
{
    void Step(string title);
    void Fact(string sentence);
    void Problem(string sentence);
}

/// <summary>On the console, in colours where there are any.</summary>
internal sealed class ConsoleVoice(IAnsiConsole console) : IDemoVoice
{
    private int _step;

    public void Step(string title) => console.MarkupLineInterpolated($"[bold]{++_step}. {title}[/]");

    public void Fact(string sentence) => console.MarkupLineInterpolated($"   {sentence}");

    public void Problem(string sentence) => console.MarkupLineInterpolated($"   [red]{sentence}[/]");
}

/// <summary>Says nothing: with --json the object is the account.</summary>
internal sealed class NoVoice : IDemoVoice
{
    public void Step(string title) { }
    public void Fact(string sentence) { }
    public void Problem(string sentence) { }
}
