using System.CommandLine;
using ProdGap.Tool.Hardening;

namespace ProdGap.Tool.Commands;

/// <summary>The command line as a whole.</summary>
internal static class AllCommands
{
    /// <summary>The root with every command below it.</summary>
    public static RootCommand Create()
        => new("Shows what a C# repository lacks for production. An audit builds the repository: its targets and generators run with your rights, as dotnet build would run them.")
        {
            AuditCommand.Create(),
            ReportCommand.Create(),
            BaselineCommand.Create(),
            WaiveCommand.Create(),
            HardenCommand.Create(),
            ExplainCommand.Create(),
            DoctorCommand.Create(),
        };
}
