using Newtonsoft.Json;

namespace PrototypeShop.Worker;

public class JobState
{
    public DateTime LastRun { get; set; }
    public object? Details { get; set; }
}

public class JobStateStore
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), "shop-worker-state.json");

    private readonly JsonSerializerSettings _settings = new() { TypeNameHandling = TypeNameHandling.Auto };

    public void Save(JobState state) => File.WriteAllText(_path, JsonConvert.SerializeObject(state, _settings));

    public JobState Load()
    {
        try
        {
            return JsonConvert.DeserializeObject<JobState>(File.ReadAllText(_path), _settings) ?? new JobState();
        }
        catch
        {
            return new JobState();
        }
    }
}
