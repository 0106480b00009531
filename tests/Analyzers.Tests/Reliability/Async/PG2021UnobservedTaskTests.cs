using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Async;

namespace ProdGap.Analyzers.Tests.Reliability.Async;

public sealed class PG2021UnobservedTaskTests
{
    private const string Types =
        """

        public interface IMail { Task SendAsync(string to); ValueTask<int> CountAsync(); Task StopAsync(); }

        public interface ISender { Task PushAsync(); }

        public sealed class Sender(IMail mail, Microsoft.Extensions.Logging.ILogger<Sender> logger) : ISender
        {
            public async Task PushAsync()
            {
                try { await mail.SendAsync(""); } catch (Exception ex) { Microsoft.Extensions.Logging.LoggerExtensions.LogError(logger, ex, "x"); }
            }
        }
        """;

    private static Scenario InClass(string members) => Source(members);

    private static string Source(string members) =>
        "using Microsoft.Extensions.Logging;\n\npublic class Orders(IMail mail, ILogger<Orders> logger)\n{\n    private Task? last;\n\n    " + members
        + "\n\n    public void Use() { last = mail.StopAsync(); logger.LogInformation(\"{Last}\", last); }\n}\n" + Types;

    private static Task Reports(string members, string? message = null) => Check.Reports<PG2021UnobservedTask>(InClass(members), message);

    /// <summary>Only options that leave failures out, or take nothing else, decide whether a continuation sees them.</summary>
    [Theory]
    [InlineData("public void Place(string to) { mail.SendAsync(to).[|ContinueWith|](t => t.Wait(), TaskContinuationOptions.ExecuteSynchronously); }")]
    [InlineData("public void Place(string to) { mail.SendAsync(to).[|ContinueWith|](t => logger.LogInformation(\"sent\"), TaskContinuationOptions.OnlyOnRanToCompletion); }")]
    [InlineData("public void Place(string to) { mail.SendAsync(to).ContinueWith(t => logger.LogError(t.Exception, \"no mail\"), TaskContinuationOptions.ExecuteSynchronously); }")]
    [InlineData("public void Place(string to) { mail.SendAsync(to).ContinueWith(t => logger.LogError(\"no mail\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    public Task Options_of_a_continuation(string members) => Reports(members);

    /// <summary>Only the start is awaited; the task of the work is what that gives.</summary>
    [Theory]
    [InlineData("public async Task A(string to) { await Task.Factory.[|StartNew|](async () => await mail.SendAsync(to)); }")]
    [InlineData("public async Task A(TaskFactory pool, string to) { await pool.[|StartNew|](() => mail.SendAsync(to)).ConfigureAwait(false); }")]
    [InlineData("public async Task A(string to) { await Task.Factory.StartNew(async () => await mail.SendAsync(to)).Unwrap(); }")]
    [InlineData("public async Task A(string to) { await await Task.Factory.StartNew(async () => await mail.SendAsync(to)); }")]
    [InlineData("public async Task A(string to) { await Task.Factory.StartNew(() => mail.SendAsync(to).Wait()); }")]
    [InlineData("public async Task A(string to) { await Task.Factory.StartNew(async () => { try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"x\"); } }); }")]
    public Task A_start_that_is_awaited_alone(string members) => Reports(members);

    [Fact]
    public Task What_is_missing_behind_a_start_is_said() => Reports(
        "public async Task A(string to) { await Task.Factory.[|StartNew|](async () => await mail.SendAsync(to)); }",
        "The task from 'StartNew without Unwrap' is dropped, so its failure goes unnoticed; await it, or log its exception");

    /// <summary>The caller asked for work that nobody waits for; how it fails is lost all the same.</summary>
    [Theory]
    [InlineData("public enum Mode { WaitForAll, FireAndForget } public async Task A(Mode mode, string to) { switch (mode) { case Mode.WaitForAll: await mail.SendAsync(to); break; case Mode.FireAndForget: _ = mail.[|SendAsync|](to); break; } }")]
    [InlineData("public enum Mode { All, NoWait } public void A(Mode mode, string to) { if (mode == Mode.NoWait) { _ = mail.[|SendAsync|](to); } }")]
    [InlineData("public async Task A(bool fireAndForget, string to) { if (fireAndForget) { _ = Task.[|Run|](() => mail.SendAsync(to)); return; } await mail.SendAsync(to); }")]
    [InlineData("public enum Wait { WaitForAll, WaitForNone } public record Settings(Wait Wait); public void A(Settings settings, string to) { switch (settings.Wait) { case Wait.WaitForNone: mail.[|SendAsync|](to); break; } }")]
    [InlineData("public enum Wait { WaitForAll, WaitForNone } public void A(Wait wait, string to) { switch (wait) { case Wait.WaitForNone: Start(to); break; } } private void Start(string to) { _ = mail.[|SendAsync|](to); }")]
    [InlineData("public enum Wait { WaitForAll, WaitForNone } public void A(Wait wait, string to) { if (wait == Wait.WaitForNone) { Start(); } void Start() { _ = mail.[|SendAsync|](to); } }")]
    public Task Dropped_by_choice_of_the_caller(string members) => Check.Suggests<PG2021UnobservedTask>(InClass(members));

    [Theory]
    // Another member, the other branch, a choice of its own.
    [InlineData("public enum Mode { Fast, FireAndForget } public void A(Mode mode, string to) { switch (mode) { case Mode.Fast: _ = mail.[|SendAsync|](to); break; } }")]
    [InlineData("public enum Mode { All, NoWait } public void A(Mode mode, string to) { if (mode == Mode.NoWait) { return; } else { _ = mail.[|SendAsync|](to); } }")]
    [InlineData("public enum Mode { All, NoWait } public void A(string to) { var mode = to.Length > 3 ? Mode.All : Mode.NoWait; if (mode == Mode.NoWait) { _ = mail.[|SendAsync|](to); } }")]
    public Task Dropped_without_such_a_choice(string members) => Reports(members);

    [Fact]
    public Task The_message_names_the_call() => Reports(
        "public async Task Place(string to) { _ = mail.[|SendAsync|](to); await mail.SendAsync(to); }",
        "The task from 'SendAsync' is dropped, so its failure goes unnoticed; await it, or log its exception");

    [Fact]
    public Task Work_of_the_pool_is_called_by_its_starter() => Reports(
        "public void Place(string to) => Task.[|Run|](() => mail.SendAsync(to));",
        "The task from 'Task.Run' is dropped, so its failure goes unnoticed; await it, or log its exception");

    [Theory]
    // Discarded, in async functions and others, in every form.
    [InlineData("public void A(string to) { _ = mail.[|SendAsync|](to); }")]
    [InlineData("public void A(string to) => _ = mail.[|SendAsync|](to);")]
    [InlineData("public void A(string to) { _ = mail.[|SendAsync|](to).ConfigureAwait(false); }")]
    [InlineData("public void A(IMail? other) { _ = other?.[|SendAsync|](\"\"); other?.[|SendAsync|](\"\"); }")]
    [InlineData("public Action A(string to) => () => { _ = mail.[|SendAsync|](to); };")]
    // A statement, where the compiler does not speak of it.
    [InlineData("public void A(string to) { mail.[|SendAsync|](to); }")]
    [InlineData("public void A(string to) => mail.[|SendAsync|](to);")]
    [InlineData("public Task A(string to) { mail.[|SendAsync|](to); return Task.CompletedTask; }")]
    [InlineData("public async Task A(string to) { await Task.Yield(); new List<int>().ForEach(i => { mail.[|SendAsync|](to); }); }")]
    // The pool.
    [InlineData("public void A(string to) { Task.[|Run|](async () => await mail.SendAsync(to)); }")]
    [InlineData("public void A(string to) { _ = Task.Factory.[|StartNew|](async () => await mail.SendAsync(to)).Unwrap(); }")]
    [InlineData("public void A(string to) { _ = Task.[|Run|](Work); } private async Task Work() { await mail.SendAsync(\"\"); }")]
    // A try that takes a cancellation alone, or not all of it, or throws again.
    [InlineData("public void A(string to) { Func<Task> send = async () => await mail.SendAsync(to); _ = [|send|](); }")]
    [InlineData("public void A(string to) { _ = Task.[|Run|](async () => { try { await mail.SendAsync(to); } catch (OperationCanceledException) { } }); }")]
    [InlineData("public void A(string to) { _ = Task.[|Run|](async () => { try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"x\"); throw; } }); }")]
    [InlineData("public void A(string to) { _ = Task.[|Run|](async () => { await mail.SendAsync(to); try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"x\"); } }); }")]
    [InlineData("public void A(string to) { _ = Task.[|Run|](async () => { try { await mail.SendAsync(to); } finally { logger.LogInformation(\"x\"); } }); }")]
    // Several, and continuations that see success alone.
    [InlineData("public void A(string to) { _ = Task.[|WhenAll|](mail.SendAsync(to), mail.SendAsync(to)); }")]
    [InlineData("public void A(string to) { mail.SendAsync(to).[|ContinueWith|](t => logger.LogInformation(\"done\"), TaskContinuationOptions.OnlyOnRanToCompletion); }")]
    // A method of the same class that lets its failure out.
    [InlineData("public void A() { _ = [|RunAsync|](); } private async Task RunAsync() { while (true) { await mail.SendAsync(\"\"); await Task.Delay(1000); } }")]
    [InlineData("public void A() { _ = [|RunAsync|](); } private Task RunAsync() => mail.SendAsync(\"\");")]
    // A void delegate drops it, and so do setters and constructors.
    [InlineData("public void A(List<string> all) { all.ForEach(to => mail.[|SendAsync|](to)); }")]
    [InlineData("public void A(List<IMail?> all) { all.ForEach((IMail? one) => one?.[|SendAsync|](\"\")); }")]
    [InlineData("public Timer A(string to) => new(_ => mail.[|SendAsync|](to), null, 0, 1000);")]
    [InlineData("public void A(string to) { ThreadPool.QueueUserWorkItem(_ => mail.[|SendAsync|](to)); Parallel.ForEach(to, c => mail.[|SendAsync|](to)); }")]
    [InlineData("public void A() { AppDomain.CurrentDomain.ProcessExit += (_, _) => mail.[|SendAsync|](\"\"); }")]
    [InlineData("public string To { get => \"\"; set => mail.[|SendAsync|](value); }")]
    public Task Dropped_tasks(string members) => Reports(members);

    // What escapes changes something; not all tasks take their failures; the comment says nothing; called from elsewhere as well.
    [Theory]
    [InlineData("public void A(string to) { _ = [|TellAsync|](to); } private async Task TellAsync(string to) { await mail.SendAsync(to); try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    [InlineData("public void A(string to) { try { _ = mail.[|SendAsync|](to); } catch (Exception) { /* ignore */ } }")]
    [InlineData("public enum Wait { WaitForAll, WaitForNone } public void A(Wait wait, string to) { if (wait == Wait.WaitForNone) { Start(); } Start(); void Start() { _ = mail.[|SendAsync|](to); } }")]
    public Task Dropped_tasks_that_are_certainly_missed(string members) => Reports(members);

    private static Scenario InService(string members) => Scenario.Of(ProjectKind.Web, Source(members) + " static class Program { static void Main() { } }");

    [Theory]
    // It logs what fails in it, but for the look at what it is about.
    [InlineData("public void A(string to) { _ = [|TellAsync|](to); } private async Task TellAsync(string to) { var count = await mail.CountAsync(); try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"no\"); } }")]
    // Each of the tasks that it waits for takes its failures itself.
    [InlineData("public void A(string[] all) { _ = Task.[|Run|](async () => { var tasks = new List<Task>(); foreach (var to in all) { tasks.Add(Task.Run(async () => { try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"no\"); } })); } await Task.WhenAll(tasks); }); }")]
    public Task Work_of_a_service_that_logs_what_fails_in_it(string members) => Check.Suggests<PG2021UnobservedTask>(InService(members));

    // What a component calls an update may be of its own picture; what is in it counts.
    [Fact]
    public Task A_component_that_updates_itself() => Check.Suggests<PG2021UnobservedTask>(Scenario.Of(ProjectKind.Web,
        "public class Images : Microsoft.AspNetCore.Components.ComponentBase { private int shown; protected override void OnInitialized() => _ = [|UpdateImageAsync|](); private async Task UpdateImageAsync() { shown = await Task.Run(() => shown + 1); } }"
        + Types + " static class Program { static void Main() { } }"));

    [Fact]
    public Task A_component_that_sends_something() => Check.Reports<PG2021UnobservedTask>(Scenario.Of(ProjectKind.Web,
        "public class Images(IMail mail) : Microsoft.AspNetCore.Components.ComponentBase { protected override void OnInitialized() => _ = [|UpdateAsync|](); private async Task UpdateAsync() { await mail.SendAsync(\"\"); } }"
        + Types + " static class Program { static void Main() { } }"));

    [Theory]
    [InlineData("public void A(string to) { _ = [|TellAsync|](to); } private async Task TellAsync(string to) { var count = await mail.CountAsync(); await mail.SendAsync(to); }")]
    [InlineData("public void A(string to) { _ = [|TellAsync|](to); } private async Task TellAsync(string to) { var count = await mail.CountAsync(); try { await mail.SendAsync(to); } catch (Exception) { } }")]
    [InlineData("public void A(string[] all) { _ = Task.[|Run|](async () => { var tasks = new List<Task>(); foreach (var to in all) { tasks.Add(Task.Run(async () => { await mail.SendAsync(to); })); } await Task.WhenAll(tasks); }); }")]
    public Task Work_of_a_service_that_does_not(string members) => Check.Reports<PG2021UnobservedTask>(InService(members));

    /// <summary>A read whose result nobody wants, and what a library does for reasons of its own.</summary>
    [Theory]
    [InlineData("public void A() { _ = mail.[|CountAsync|](); }")]
    [InlineData("public void A() { mail.[|CountAsync|](); }")]
    [InlineData("public void A(HttpClient http) { http.[|GetStringAsync|](\"x\").ConfigureAwait(false); }")]
    [InlineData("public void A() { _ = Task.Factory.[|StartNew|](() => File.Delete(\"x\" + File.ReadAllText(\"y\")), TaskCreationOptions.LongRunning); }")]
    [InlineData("public void A(HttpClient http) { http.GetStringAsync(\"x\").[|ContinueWith|](t => Console.WriteLine(t.Result)); }")]
    [InlineData("public void A(List<string> all, HttpClient http) { all.ForEach(to => http.[|GetStringAsync|](to)); }")]
    [InlineData("public void A() { _ = [|CheckAllAsync|](); } private async Task CheckAllAsync() { await mail.CountAsync(); }")]
    [InlineData("public void A(string to) { try { _ = mail.[|SendAsync|](to); } catch (Exception) { /* whoever subscribes has to handle what fails in its own code */ } }")]
    public Task Dropped_tasks_that_are_likely_missed(string members) => Check.Suggests<PG2021UnobservedTask>(InClass(members));

    [Theory]
    // Somebody has it.
    [InlineData("public async Task A(string to) => await mail.SendAsync(to);")]
    [InlineData("public Task A(string to) => mail.SendAsync(to);")]
    [InlineData("public void A(List<string> all) => all.ForEach(to => last = mail.SendAsync(to));")]
    [InlineData("public void A(string to) { last = mail.SendAsync(to); }")]
    [InlineData("private readonly List<Task> all = []; public void A(string to) { all.Add(mail.SendAsync(to)); _ = all.Count; }")]
    [InlineData("public async Task A(string to) { var sending = mail.SendAsync(to); await Task.Delay(1); await sending; }")]
    [InlineData("public void A(string to) { var sending = mail.SendAsync(to); _ = sending; }")]
    [InlineData("public void A(string to) { mail.SendAsync(to).Wait(); }")]
    [InlineData("public void A(string to) { Watch(mail.SendAsync(to)); _ = WatchAsync(mail.SendAsync(to)); } private void Watch(Task task) { } private async Task WatchAsync(Task task) => await task;")]
    // The compiler speaks of it.
    [InlineData("public void A() { RunAsync(); } private async Task RunAsync() => await mail.SendAsync(\"\");")]
    // Nothing to fail, or nobody to tell.
    [InlineData("public void A() { _ = Task.Delay(10); _ = Task.FromResult(1); _ = Task.CompletedTask; _ = Task.Run(() => { }); }")]
    [InlineData("public void A(string to) { _ = mail.StopAsync(); }")]
    [InlineData("public void A(StreamWriter to) { _ = to.FlushAsync(); _ = to.DisposeAsync(); }")]
    [InlineData("public void A() { _ = Console.Out.WriteLineAsync(\"x\"); }")]
    [InlineData("public void A(Microsoft.Extensions.Hosting.IHost host) { _ = Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions.RunAsync(host); }")]
    [InlineData("public void A() { _ = SaveAsync(); } private Task SaveAsync() { Use(); return Task.CompletedTask; }")]
    [InlineData("public void A(Action work) { Task.Run(work); }")]
    [InlineData("public void A(Microsoft.Extensions.Hosting.IHostApplicationLifetime life) { Task.Run(life.StopApplication); }")]
    [InlineData("public void A() { _ = TrySendAsync(); } private async Task<bool> TrySendAsync() { await mail.SendAsync(\"\"); return true; }")]
    // It takes its failures itself.
    [InlineData("public void A(string to) { _ = Task.Run(async () => { try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"x\"); } }); }")]
    [InlineData("public void A(string to) { Task.Run(async () => { while (true) { try { await mail.SendAsync(to); } catch (Exception ex) when (ex is not OperationCanceledException) { logger.LogError(ex, \"x\"); } await Task.Delay(1000); } }); }")]
    [InlineData("public void A(string to) { Func<Task> send = async () => { try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"x\"); } }; _ = send(); }")]
    [InlineData("public void A() { _ = RunAsync(); } private async Task RunAsync() { logger.LogInformation(\"x\"); try { await mail.SendAsync(\"\"); } catch (Exception ex) { logger.LogError(ex, \"x\"); } }")]
    [InlineData("public void A() { _ = OuterAsync(); } private async Task OuterAsync() => await RunAsync(); private async Task RunAsync() { try { await mail.SendAsync(\"\"); } catch (Exception ex) { logger.LogError(ex, \"x\"); } }")]
    [InlineData("public void A() { _ = Task.Run(Loop); } private void Loop() { try { File.WriteAllText(\"x\", \"y\"); } catch (IOException ex) { logger.LogError(ex, \"x\"); } }")]
    // It hides them, which is PG2001's matter; the refresh of a page behind the try is no work.
    [InlineData("public void A(string to) { _ = Task.Run(async () => { try { await mail.SendAsync(to); } catch { } }); }")]
    [InlineData("public void A(string to) { _ = CoverAsync(to); } private async Task CoverAsync(string to) { try { await mail.SendAsync(to); } catch (Exception ex) { await Console.Error.WriteLineAsync($\"No cover: {ex}\"); } }")]
    [InlineData("public void A(ISender one) { _ = one.PushAsync(); }")]
    // Finished before it returns.
    [InlineData("public void A(List<string> all) => EachAsync(all, one => { Use(); return Task.CompletedTask; }); private static async Task EachAsync(List<string> all, Func<string, Task> work) { foreach (var one in all) { await work(one); } }")]
    // The lambda gives its task to somebody.
    [InlineData("public Task A(List<string> all) => Task.WhenAll(all.Select(to => mail.SendAsync(to)));")]
    [InlineData("public Func<string, Task> A() => to => mail.SendAsync(to);")]
    [InlineData("public void A(List<string> all) { all.ForEach(async to => await mail.SendAsync(to)); }")]
    // The report of a failure.
    [InlineData("public void A(string to) { try { Use(); } catch (Exception ex) { _ = ReportAsync(ex); } } private async Task ReportAsync(Exception ex) => await mail.SendAsync(ex.Message);")]
    // A continuation looks at the failure.
    [InlineData("public void A(string to) { _ = mail.SendAsync(to).ContinueWith(t => logger.LogError(t.Exception, \"x\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    [InlineData("public void A(string to) { mail.SendAsync(to).ContinueWith(t => { if (t.IsFaulted) { logger.LogError(t.Exception, \"x\"); } }); }")]
    [InlineData("public void A(string to) { mail.SendAsync(to).ContinueWith(Seen); } private void Seen(Task task) => logger.LogError(task.Exception, \"x\");")]
    [InlineData("public void A(string to) { mail.SendAsync(to).ContinueWith(t => logger.LogError(\"x\"), TaskContinuationOptions.OnlyOnFaulted); }")]
    // No task at all, and other things that look like one.
    [InlineData("public void A(List<int> list) { list.Add(1); _ = list.Remove(1); }")]
    [InlineData("public void A() { Parallel.For(0, 3, i => { }); Run(); } private void Run() { }")]
    public Task Observed_tasks(string members) => Reports(members);

    [Fact]
    public Task A_continuation_that_ignores_its_task_is_one_finding_not_two() => Check.AllRulesReport(
        InClass("internal void A(string to) { mail.SendAsync(to).{|PG2001:ContinueWith|}(_ => { }); }"));

    [Fact]
    public Task A_hidden_failure_in_a_dropped_task_is_one_finding_not_two() => Check.AllRulesReport(
        InClass("internal void A(string to) { _ = Task.Run(async () => { try { await mail.SendAsync(to); } {|PG2001:catch|} { } }); }"));

    [Theory]
    [InlineData("private string text = \"\"; private void Refresh() { _ = InvokeAsync(StateHasChanged); }")]
    [InlineData("private string text = \"\"; private void Refresh() { _ = InvokeAsync(() => { text = \"x\"; StateHasChanged(); }); }")]
    [InlineData("[Parameter] public EventCallback<string> Changed { get; set; } private string text = \"\"; private void Refresh() { _ = Changed.InvokeAsync(text); }")]
    [InlineData("[Inject] public Microsoft.JSInterop.IJSRuntime Js { get; set; } = null!; private string text = \"\"; private void Refresh() { _ = Microsoft.JSInterop.JSRuntimeExtensions.InvokeVoidAsync(Js, \"focus\", text); }")]
    public Task Refreshing_a_page(string members) => Check.Reports<PG2021UnobservedTask>(
        "using Microsoft.AspNetCore.Components;\n\n#pragma warning disable CS0169, CS0414\npublic class Page : ComponentBase\n{\n    " + members + "\n}");

    [Fact]
    public Task Work_behind_a_page() => Check.Reports<PG2021UnobservedTask>(
        "using Microsoft.AspNetCore.Components;\n\npublic class Page(IMail mail) : ComponentBase\n{\n    public void Load() { _ = [|InvokeAsync|](async () => await mail.SendAsync(\"\")); }\n}\n" + Types);

    [Fact]
    public Task Tests_may_drop_what_they_like() => Check.Reports<PG2021UnobservedTask>(
        Scenario.Of(ProjectKind.Test, InClassText("public void A(string to) { _ = mail.SendAsync(to); }")));

    [Fact]
    public Task Top_level_statements() => Check.Reports<PG2021UnobservedTask>(
        Scenario.Of(ProjectKind.Console, "var http = new HttpClient();\n_ = http.[|PostAsync|](\"x\", null);\nhttp.[|PostAsync|](\"y\", null);\nConsole.ReadLine();"));

    [Fact]
    public Task Asynchronous_top_level_statements() => Check.Reports<PG2021UnobservedTask>(
        Scenario.Of(ProjectKind.Console, "#pragma warning disable CS4014\nvar http = new HttpClient();\nhttp.GetStringAsync(\"y\");\nawait http.GetStringAsync(\"x\");"));

    [Fact]
    public Task Half_typed_code() => Check.Reports<PG2021UnobservedTask>(Scenario.Of(
        "class A { void B() { _ = ; _ = Missing.SendAsync(; Task.Run(; _ = Task.Run(async () => { try { } catch }); C.D(E).ContinueWith(t => ); } }").Broken());

    private static string InClassText(string members) => "public class Orders(IMail mail)\n{\n    " + members + "\n}\n" + Types;

    private const string Outbox =
        """
        public interface IOutbox { Task DeliverAsync(); }
        public sealed class NoOutbox : IOutbox { public Task DeliverAsync() => Task.CompletedTask; }
        """;

    private const string LoggedOutbox = "public sealed class MailOutbox(IMail mail, ILogger<MailOutbox> logger) : IOutbox { public async Task DeliverAsync() { try { await mail.SendAsync(\"\"); } catch (Exception ex) { logger.LogError(ex, \"x\"); } } }";

    private const string OpenOutbox = "public sealed class MailOutbox(IMail mail) : IOutbox { public async Task DeliverAsync() => await mail.SendAsync(\"\"); }";

    /// <summary>Each implementation takes its failures, or has none.</summary>
    [Theory]
    [InlineData("public void A(IOutbox outbox) { _ = outbox.DeliverAsync(); }", LoggedOutbox)]
    [InlineData("public void A(IOutbox? outbox) { _ = outbox?.DeliverAsync(); }", LoggedOutbox)]
    [InlineData("public void A(IOutbox outbox) { _ = outbox.[|DeliverAsync|](); }", OpenOutbox)]
    public Task Several_implementations(string members, string real) => Check.Reports<PG2021UnobservedTask>(Source(members) + Outbox + real);

    private const string Window = "public static class MessageBox { public static void Show(string text) { } } ";

    /// <summary>What the user is shown does not go unnoticed, whatever is thrown then.</summary>
    [Theory]
    [InlineData("public void A(string to) { _ = SendAsync(to); } private async Task SendAsync(string to) { Prepare(); try { await mail.SendAsync(to); } catch (Exception ex) { MessageBox.Show(ex.ToString()); throw new InvalidOperationException(ex.Message); } } private void Prepare() { last = null; }")]
    [InlineData("public void A(string to) { _ = Task.Run(async () => { try { await mail.SendAsync(to); } catch (Exception ex) { last = null; MessageBox.Show(ex.Message); throw; } }); }")]
    [InlineData("public void A(string to) { _ = [|SendAsync|](to); } private async Task SendAsync(string to) { try { await mail.SendAsync(to); } catch (Exception ex) { if (ex is TimeoutException) { MessageBox.Show(ex.Message); } throw; } }")]
    [InlineData("public void A(string to) { _ = [|SendAsync|](to); } private async Task SendAsync(string to) { await mail.SendAsync(to); try { await mail.SendAsync(to); } catch (Exception ex) { MessageBox.Show(ex.Message); throw; } }")]
    public Task A_failure_that_is_shown(string members) => Check.Reports<PG2021UnobservedTask>(Source(members) + Window);

    /// <summary>Nobody misses what is not warm yet.</summary>
    [Theory]
    [InlineData("public void WarmUp(HttpClient http) { _ = http.PostAsync(\"/\", null); }")]
    [InlineData("public interface IPrices { Task PrefetchAsync(); } public void A(IPrices prices) { _ = prices.PrefetchAsync(); }")]
    [InlineData("public void Warn(HttpClient http) { _ = http.[|PostAsync|](\"/\", null); }")]
    public Task Work_that_warms_up(string members) => Reports(members);

    /// <summary>Each of the tasks is looked at behind it.</summary>
    [Theory]
    [InlineData("public int All(List<Task<int>> counts) { Task.WhenAll(counts); var sum = 0; foreach (var count in counts) { sum += count.Result; } return sum; }")]
    [InlineData("public int All() { var one = mail.CountAsync().AsTask(); var two = mail.CountAsync().AsTask(); _ = Task.WhenAll(one, two); return one.Result + two.GetAwaiter().GetResult(); }")]
    [InlineData("public int All(List<Task<int>> counts) { Task.WhenAll(counts); return counts.Sum(count => count.Result); }")]
    public Task Tasks_that_are_read_one_by_one(string members) => Reports(members);

    [Theory]
    [InlineData("public void All(List<Task<int>> counts) { Task.[|WhenAll|](counts); foreach (var count in counts) { logger.LogInformation(\"{Id}\", count.Id); } }")]
    [InlineData("public int All() { var one = mail.CountAsync().AsTask(); var two = mail.SendAsync(\"\"); _ = Task.[|WhenAll|](one, two); return one.Result; }")]
    [InlineData("public int All(List<Task<int>> counts) { var first = counts[0].Result; Task.[|WhenAll|](counts); return first; }")]
    public Task Tasks_that_are_not_all_read(string members) => Check.Suggests<PG2021UnobservedTask>(InClass(members));

    /// <summary>The work logs what fails before it throws it on; or it does not always.</summary>
    [Theory]
    [InlineData("public void Place(string to) { _ = KeepAsync(to); } private async Task KeepAsync(string to) { try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"not kept\"); throw; } }")]
    [InlineData("public void Place(string to) { _ = KeepAsync(to); } private async Task KeepAsync(string to) => await SendAsync(to); private async Task SendAsync(string to) { try { await mail.SendAsync(to); } catch (Exception ex) { logger.LogError(ex, \"not kept\"); if (to.Length > 3) { throw new InvalidOperationException(to, ex); } } }")]
    [InlineData("public void Place(string to) { _ = [|KeepAsync|](to); } private async Task KeepAsync(string to) { try { await mail.SendAsync(to); } catch (Exception ex) { if (to.Length > 3) { throw; } logger.LogError(ex, \"not kept\"); } }")]
    [InlineData("public void Place(string to) { _ = [|KeepAsync|](to); } private async Task KeepAsync(string to) { try { await mail.SendAsync(to); } catch (HttpRequestException ex) { logger.LogError(ex, \"not kept\"); throw; } }")]
    [InlineData("public void Place(string to) { _ = [|KeepAsync|](to); } private async Task KeepAsync(string to) { try { await mail.SendAsync(to); } catch (Exception ex) { Console.WriteLine(ex); throw; } }")]
    public Task Work_that_logs_before_it_throws(string members) => Reports(members);

    /// <summary>A hub logs what it cannot write; the next message follows.</summary>
    [Theory]
    [InlineData("public void Tell(string text) { _ = hub.Clients.All.[|SendAsync|](\"told\", text); }")]
    [InlineData("public void Tell(string text) { typed.Clients.Group(\"a\").[|ToldAsync|](text); }")]
    public Task A_message_to_the_clients_of_a_hub(string members) => Check.Suggests<PG2021UnobservedTask>(Scenario.Of(ProjectKind.Library, Notifier(members)));

    [Fact]
    public Task A_message_that_is_no_hubs() => Check.Reports<PG2021UnobservedTask>(Scenario.Of(ProjectKind.Library, Notifier("public void Tell(ITold told, string text) { _ = told.[|SendAsync|](text); }")));

    /// <summary>Another server has to be reached.</summary>
    [Fact]
    public Task A_message_through_another_server() => Check.Reports<PG2021UnobservedTask>(Scenario.Of(
        ProjectKind.Library, Notifier("public void Tell(string text) { _ = hub.Clients.All.[|SendAsync|](\"told\", text); }"), "namespace Microsoft.Azure.SignalR { public class ServiceOptions; }"));

    private static string Notifier(string members) =>
        "using Microsoft.AspNetCore.SignalR; public interface ITold { Task ToldAsync(string text); Task SendAsync(string text); } public class News : Hub; public class TypedNews : Hub<ITold>; "
        + "public class Notifier(IHubContext<News> hub, IHubContext<TypedNews, ITold> typed) { public int Use() => hub.GetHashCode() + typed.GetHashCode(); " + members + " }";

    /// <summary>With the page goes what was asked of the browser; what a service is asked stays undone.</summary>
    [Theory]
    [InlineData("private readonly Page page = null!; public void Dispose() { _ = page.RemoveAsync(\"click\"); }")]
    [InlineData("private readonly Page page = null!; public void Leave() { _ = page.[|RemoveAsync|](\"click\"); }")]
    [InlineData("public void Dispose() { _ = mail.[|SendAsync|](\"\"); }")]
    public Task What_is_taken_back_from_the_browser(string members) => Check.Reports<PG2021UnobservedTask>(
        Source(members) + "\npublic abstract class Page(Microsoft.JSInterop.IJSRuntime js) { protected Microsoft.JSInterop.IJSRuntime Js => js; public abstract Task RemoveAsync(string name); }");
}
